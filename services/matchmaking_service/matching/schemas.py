"""What is asked of matching and what it answers, in JSON."""

from marshmallow import Schema, fields, validate

from matchmaking_service.shapes import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    TARGET_IDS,
    line,
    one_of,
    party,
    prose,
    some_of,
)
from matchmaking_service.vocabulary import ASSISTANCE, ECOSYSTEMS, LANGUAGES


class PreviewSchema(Schema):
    """A need that is not registered; only the title is required, empty fields ask nothing."""

    title = line(required=True, longest=LONGEST_TITLE * 2)
    description = prose(longest=LONGEST_TEXT)
    language = one_of(LANGUAGES, load_default="", metadata={"description": "Detected when left out."})
    languages = some_of(LANGUAGES, metadata={"description": "Languages the Party can work in."})
    targets = some_of(TARGET_IDS)
    assistance = some_of(ASSISTANCE)
    ecosystems = some_of(ECOSYSTEMS)
    party = party(load_default="")
    limit = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(min=1),
        metadata={"description": "At most so many; every provider when left out."},
    )


class GateSchema(Schema):
    """A condition that must hold: coverage, language, assistance, capacity."""

    gate = fields.String()
    open = fields.Boolean()
    reason = fields.String()


class MatchSchema(Schema):
    """One provider's score with all its parts; points are of a hundred."""

    rank = fields.Integer()
    provider_id = fields.UUID()
    slug = fields.String()
    name = fields.String()
    kind = fields.String()
    url = fields.String()
    text_score = fields.Float(
        metadata={"description": "Raw mean cosine of the best three evidence items, before gates."}
    )
    concepts_score = fields.Float(metadata={"description": "Raw: weighted share of the wanted concepts."})
    text_z = fields.Float()
    concepts_z = fields.Float()
    parts = fields.Dict(keys=fields.String(), values=fields.Float())
    total = fields.Float()
    eligible = fields.Boolean()
    gates = fields.List(fields.Nested(GateSchema))
    weak_text = fields.Boolean(
        metadata={"description": "No evidence in the need's language: concepts speak for the text."}
    )
    reasons = fields.List(fields.String())


class RankingSchema(Schema):
    """Every provider, best first."""

    model_version = fields.Integer()
    constants = fields.Dict(keys=fields.String(), values=fields.Float())
    weights = fields.Dict(keys=fields.String(), values=fields.Float())
    language = fields.String()
    concepts = fields.List(fields.String())
    matches = fields.List(fields.Nested(MatchSchema))
