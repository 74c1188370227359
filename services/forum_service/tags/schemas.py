"""What the forms of tags take."""

from typing import Any

from flask_babel import lazy_gettext as _
from marshmallow import Schema, ValidationError, fields, validate

from forum_service.tags.rules import LONGEST, as_slug
from forum_service.tracking.models import Level

LINE = 400


class Word(fields.String):
    """A tag as somebody writes it; it becomes its slug."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        slug = as_slug(str(super()._deserialize(value, attr, data, **options)))
        if not slug:
            raise ValidationError(str(_("A tag needs a letter or a digit.")))
        return slug


class TopicTags(Schema):
    """The tags of a topic, with commas between."""

    tags = fields.String(load_default="", validate=validate.Length(max=LINE))


class TagForm(Schema):
    """What staff say of a tag."""

    slug = Word(required=True, validate=validate.Length(max=4 * LONGEST))
    group = fields.String(load_default=None, validate=validate.Length(max=80))
    description = fields.String(load_default="", validate=validate.Length(max=300))
    synonyms = fields.String(load_default="", validate=validate.Length(max=LINE))


class GroupForm(Schema):
    """A group of tags."""

    name = fields.String(required=True, validate=validate.Length(min=2, max=60))
    tags = fields.String(load_default="", validate=validate.Length(max=2 * LINE))
    position = fields.Integer(load_default=0, validate=validate.Range(min=0, max=999))
    staff_only = fields.Boolean(load_default=False)
    one_only = fields.Boolean(load_default=False)


class TagLevel(Schema):
    """A level for topics with a tag."""

    level = fields.Integer(
        required=True, validate=validate.Range(min=Level.MUTED, max=Level.WATCHING_FIRST_POST)
    )
