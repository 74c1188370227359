"""What the composer's forms take."""

from flask_babel import lazy_gettext as _
from marshmallow import Schema, ValidationError, fields, validate

from corridor.web.templating import language_name
from forum_service.language import LANGUAGES
from forum_service.posts.rules import LONGEST, REASON_MAX
from forum_service.topics.rules import TITLE_MAX, TITLE_MIN

# The choice to have the language told from the text.
DETECT = "auto"


def text_languages() -> list[tuple[str, str]]:
    """What a composer offers: to be told from the text, or one of the six by its own name."""
    return [(DETECT, str(_("As the text shows"))), *((code, language_name(code)) for code in LANGUAGES)]


def _one_line(value: str) -> None:
    if "\n" in value:
        raise ValidationError(str(_("This has one line.")))


def _language() -> fields.String:
    return fields.String(load_default=DETECT, validate=validate.OneOf([DETECT, *LANGUAGES]))


def _raw() -> fields.String:
    return fields.String(required=True, validate=validate.Length(min=1, max=LONGEST))


def _tags() -> fields.String:
    """Tags with commas between."""
    return fields.String(load_default="", validate=[validate.Length(max=400), _one_line])


class TopicForm(Schema):
    """A new topic."""

    title = fields.String(required=True, validate=[validate.Length(min=TITLE_MIN, max=TITLE_MAX), _one_line])
    forum = fields.String(required=True, validate=validate.Length(max=80))
    tags = _tags()
    language = _language()
    raw = _raw()


class ReplyForm(Schema):
    """A reply, to the topic or to one of its posts."""

    reply_to = fields.Integer(load_default=None, validate=validate.Range(min=1, max=2**31 - 1))
    language = _language()
    raw = _raw()


def _version() -> fields.Integer:
    """Of the text that the editor began with."""
    return fields.Integer(load_default=None, validate=validate.Range(min=1, max=2**31 - 1))


def _reason() -> fields.String:
    return fields.String(load_default="", validate=[validate.Length(max=REASON_MAX), _one_line])


class EditForm(Schema):
    """A post changed."""

    language = _language()
    raw = _raw()
    version = _version()
    reason = _reason()


class DraftForm(Schema):
    """Any of them under way: nothing is required, everything is bounded."""

    title = fields.String(load_default="", validate=[validate.Length(max=TITLE_MAX), _one_line])
    forum = fields.String(load_default="", validate=validate.Length(max=80))
    tags = _tags()
    reply_to = fields.Integer(load_default=None, validate=validate.Range(min=1, max=2**31 - 1))
    language = _language()
    version = _version()
    reason = _reason()
    raw = fields.String(load_default="", validate=validate.Length(max=LONGEST))
