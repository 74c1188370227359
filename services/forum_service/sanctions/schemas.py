"""What the forms of measures and notes take."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from forum_service.sanctions.models import Kind

WORDS = 2000
# Far beyond both: a slip of the keyboard.
_FIRST, _LAST = date(2000, 1, 1), date(2999, 12, 31)


class MeasureForm(Schema):
    """A measure on a member."""

    kind = fields.String(required=True, validate=validate.OneOf([kind.value for kind in Kind]))
    forum = fields.String(load_default="", validate=validate.Length(max=80))
    reason = fields.String(required=True, validate=validate.Length(min=3, max=WORDS))
    ends_on = fields.Date(load_default=None)

    @validates_schema
    def name_a_real_day(self, data: dict[str, Any], **_options: object) -> None:
        """A day that cannot be meant is no measure without an end."""
        day = data.get("ends_on")
        if day and not _FIRST <= day <= _LAST:
            raise ValidationError({"ends_on": [str(_("Please check the year of this day."))]})


class NoteForm(Schema):
    """A note of the staff."""

    words = fields.String(required=True, validate=validate.Length(min=1, max=WORDS))
