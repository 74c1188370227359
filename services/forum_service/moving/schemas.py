"""What the forms of moving take."""

import re

from flask_babel import lazy_gettext as _
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from forum_service.topics.rules import TITLE_MAX, TITLE_MIN

_TOPIC = re.compile(r"(?:.*/forum/t/(?:[^/?#]+/)?)?(\d{1,15})(?:[/?#].*)?$", re.DOTALL)


class MoveForm(Schema):
    """Some posts into a new topic, or into one there is."""

    numbers = fields.String(load_default="", validate=validate.Length(max=2000))
    pick = fields.List(fields.Integer(validate=validate.Range(1, 2**31 - 1)), load_default=list)
    everything = fields.Boolean(load_default=False)
    where = fields.String(required=True, validate=validate.OneOf(["new", "existing"]))
    title = fields.String(load_default="", validate=validate.Length(max=TITLE_MAX))
    forum = fields.String(load_default="", validate=validate.Length(max=80))
    target = fields.String(load_default="", validate=validate.Length(max=400))

    @validates_schema
    def say_where(self, data: dict[str, str], **_options: object) -> None:
        """A new topic needs a title, one there is its address."""
        title = data.get("title", "").strip()
        if data.get("where") == "new" and (len(title) < TITLE_MIN or "\n" in title):
            message = str(_("A title has one line of at least %(count)s letters.", count=TITLE_MIN))
            raise ValidationError({"title": [message]})
        if data.get("where") == "existing" and topic_number(data.get("target", "")) is None:
            raise ValidationError(
                {"target": [str(_("Paste the address of the topic, or write its number."))]}
            )


def topic_number(typed: str) -> int | None:
    """The topic that an address or a number names."""
    found = _TOPIC.match(typed.strip())
    return int(found[1]) if found else None


class ForumForm(Schema):
    """The forum a topic moves to."""

    forum = fields.String(required=True, validate=validate.Length(max=80))


class DeletionForm(Schema):
    """Why a topic is taken away."""

    reason = fields.String(load_default="", validate=validate.Length(max=2000))
