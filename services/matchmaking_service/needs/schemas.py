"""Needs as they come in and go out."""

from typing import Any

from flask_babel import lazy_gettext
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from matchmaking_service.shapes import LONGEST_TITLE, TARGET_IDS, line, one_of, party, prose, some_of
from matchmaking_service.vocabulary import ASSISTANCE, ECOSYSTEMS, LANGUAGES, LEVELS


class NeedForm(Schema):
    """A draft may be incomplete: only Party, title and language are asked for; submitting asks for more."""

    party = party(required=True)
    title = line(required=True, longest=LONGEST_TITLE)
    statement = prose()
    language = one_of(LANGUAGES, required=True)
    targets = some_of(TARGET_IDS)
    assistance = some_of(ASSISTANCE)
    ecosystems = some_of(ECOSYSTEMS)
    level = one_of(LEVELS, load_default="national")
    wanted_from = fields.Date(load_default=None)
    wanted_until = fields.Date(load_default=None)
    languages = some_of(LANGUAGES)
    other_requests = prose(longest=4000)

    @validates_schema
    def check_dates(self, data: dict[str, Any], **_: Any) -> None:
        start, end = data.get("wanted_from"), data.get("wanted_until")
        if start and end and end < start:
            message = lazy_gettext("The end is before the beginning.")
            raise ValidationError(str(message), field_name="wanted_until")


class ReasonForm(Schema):
    """Why somebody did what they did."""

    reason = prose(required=True, longest=2000)


class NeedSchema(Schema):
    """A published need in JSON."""

    number = fields.Integer()
    url = fields.String()
    party = fields.String(attribute="party_code")
    state = fields.String()
    title = fields.String()
    statement = fields.String()
    language = fields.String()
    targets = fields.List(fields.String())
    assistance = fields.List(fields.String())
    ecosystems = fields.List(fields.String())
    level = fields.String()
    wanted_from = fields.Date()
    wanted_until = fields.Date()
    languages = fields.List(fields.String())
    other_requests = fields.String()
    published_at = fields.DateTime()
    updated_at = fields.DateTime()


class NeedListQuery(Schema):
    """How a list of needs is narrowed."""

    party = party(load_default="")
    target = one_of(TARGET_IDS, load_default="")
    language = one_of(LANGUAGES, load_default="")
    state = one_of(("published", "matched", "in_delivery", "closed"), load_default="")
    q = line(longest=200)
    after = fields.String(load_default=None)
    limit = fields.Integer(validate=validate.Range(min=1, max=200), load_default=50)


class NeedPageSchema(Schema):
    """A page of needs; `next` is the value for `after`."""

    items = fields.List(fields.Nested(NeedSchema))
    next = fields.String(allow_none=True)
