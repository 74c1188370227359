"""What the forms of measures and notes take."""

from marshmallow import Schema, fields, validate

from forum_service.sanctions.models import Kind

WORDS = 2000


class MeasureForm(Schema):
    """A measure on a member."""

    kind = fields.String(required=True, validate=validate.OneOf([kind.value for kind in Kind]))
    forum = fields.String(load_default="", validate=validate.Length(max=80))
    reason = fields.String(required=True, validate=validate.Length(min=3, max=WORDS))
    ends_on = fields.Date(load_default=None)


class NoteForm(Schema):
    """A note of the staff."""

    words = fields.String(required=True, validate=validate.Length(min=1, max=WORDS))
