"""What the forms of messages take."""

from flask_babel import lazy_gettext as _
from marshmallow import Schema, ValidationError, fields, validate

from forum_service.composer.schemas import DETECT
from forum_service.language import LANGUAGES
from forum_service.posts.rules import LONGEST
from forum_service.topics.rules import TITLE_MAX, TITLE_MIN

NAMES = 3000
SLUG = 80
EMPTY = {"language": DETECT, "groups": []}


def _one_line(value: str) -> None:
    if "\n" in value:
        raise ValidationError(str(_("A title has one line.")))


class PeopleForm(Schema):
    """Readers of a message, by handle or name, and by group."""

    to = fields.String(load_default="", validate=validate.Length(max=NAMES))
    groups = fields.List(fields.String(validate=validate.Length(max=SLUG)), load_default=list)


class MessageForm(PeopleForm):
    """A new message."""

    title = fields.String(required=True, validate=[validate.Length(min=TITLE_MIN, max=TITLE_MAX), _one_line])
    language = fields.String(load_default=DETECT, validate=validate.OneOf([DETECT, *LANGUAGES]))
    raw = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST))
