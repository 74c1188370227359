"""Forms about offers."""

from typing import Any

from flask_babel import lazy_gettext
from marshmallow import Schema, ValidationError, fields, validates_schema

from matchmaking_service.shapes import line, prose


class OfferForm(Schema):
    """What a centre offers."""

    provider = line(required=True, longest=60)
    scope = prose(required=True, longest=8000)
    cost_share = prose(longest=2000)
    starts_on = fields.Date(load_default=None)
    ends_on = fields.Date(load_default=None)
    contact = line(longest=300)

    @validates_schema
    def check_dates(self, data: dict[str, Any], **_: Any) -> None:
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            raise ValidationError(str(lazy_gettext("The end is before the beginning.")), field_name="ends_on")


class QuestionForm(Schema):
    """A question or an answer about an offer."""

    body = prose(required=True, longest=4000)
