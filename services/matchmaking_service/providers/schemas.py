"""Providers as they come in and go out."""

from marshmallow import Schema, fields, validate

from matchmaking_service.shapes import TARGET_IDS, line, one_of, party, prose, some_of
from matchmaking_service.vocabulary import (
    ASSISTANCE,
    ECOSYSTEMS,
    EVIDENCE_KINDS,
    FUNCTIONS,
    HOST_ROLES,
    LANGUAGES,
    PROVIDER_KINDS,
)

MOST_ITEMS = 200
_YEAR = validate.Range(min=1900, max=2100)
_CAPACITY = validate.Range(min=0, max=1000)
# Shown as a link: a script in its place would run in the reader's browser.
_LINK = validate.Regexp(r"(https?://\S+)?\Z")
_SLUG = validate.Regexp(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


class EvidenceForm(Schema):
    """One evidence item from its form."""

    kind = one_of(EVIDENCE_KINDS, required=True)
    title = line(required=True)
    description = prose(required=True)
    language = one_of(LANGUAGES, required=True)
    year = fields.Integer(validate=_YEAR, load_default=None)
    url = fields.Url(schemes={"http", "https"}, validate=validate.Length(max=2000), load_default="")


class ProviderForm(Schema):
    """What a provider says of itself, from its form."""

    name = line(required=True)
    summary = line(required=True, longest=600)
    description = prose()
    website = fields.Url(schemes={"http", "https"}, validate=validate.Length(max=2000), load_default="")
    hosts = prose(longest=4000)
    open_to_all = fields.Boolean(load_default=False)
    covers = fields.List(party(), load_default=list)
    functions = some_of(FUNCTIONS)
    assistance = some_of(ASSISTANCE)
    languages = some_of(LANGUAGES, required=True)
    targets = some_of(TARGET_IDS)
    ecosystems = some_of(ECOSYSTEMS)
    capacity = fields.Integer(required=True, validate=_CAPACITY)


class EvidenceItemSchema(Schema):
    """One evidence item in JSON; the language is detected when it is not given."""

    id = fields.UUID(dump_only=True)
    kind = one_of(EVIDENCE_KINDS, load_default="publication")
    title = line(required=True)
    description = prose()
    language = one_of(LANGUAGES, load_default="")
    year = fields.Integer(validate=_YEAR, load_default=None, allow_none=True)
    url = fields.String(validate=[validate.Length(max=2000), _LINK], load_default="")


class HostSchema(Schema):
    """An organisation behind a provider."""

    name = line(required=True)
    role = one_of(HOST_ROLES, load_default="lead")
    city = line()
    country = fields.String(validate=validate.Regexp(r"[A-Z]{2}\Z"), load_default="")


class ProviderSchema(Schema):
    """A provider in JSON."""

    id = fields.UUID(dump_only=True)
    slug = fields.String(validate=[validate.Length(max=60), _SLUG], load_default="")
    url = fields.String(dump_only=True)
    kind = one_of(PROVIDER_KINDS, load_default="provider")
    name = line(required=True)
    summary = line(longest=2000)
    description = prose()
    website = fields.String(validate=[validate.Length(max=2000), _LINK], load_default="")
    hosts = fields.List(fields.Nested(HostSchema), validate=validate.Length(max=20), load_default=list)
    open_to_all = fields.Boolean(load_default=None, allow_none=True)
    covers = fields.List(party(), validate=validate.Length(max=300), load_default=list)
    functions = some_of(FUNCTIONS)
    assistance = some_of(ASSISTANCE)
    languages = some_of(LANGUAGES)
    targets = some_of(TARGET_IDS)
    ecosystems = some_of(ECOSYSTEMS)
    capacity = fields.Integer(validate=_CAPACITY, load_default=3)
    present_load = fields.Integer(dump_only=True, attribute="load")
    evidence_items = fields.List(
        fields.Nested(EvidenceItemSchema), validate=validate.Length(max=MOST_ITEMS), load_default=list
    )


class ProviderListQuery(Schema):
    """How a list of providers is narrowed."""

    kind = one_of(PROVIDER_KINDS, load_default="")
    party = party(load_default="")
    target = one_of(TARGET_IDS, load_default="")
    assistance = one_of(ASSISTANCE, load_default="")
    q = line(longest=200)
    after = fields.String(load_default=None)
    limit = fields.Integer(validate=validate.Range(min=1, max=200), load_default=50)


class ProviderBriefSchema(Schema):
    """A provider within a list."""

    id = fields.UUID()
    slug = fields.String()
    url = fields.String()
    kind = fields.String()
    name = fields.String()
    summary = fields.String()
    languages = fields.List(fields.String())
    capacity = fields.Integer()
    present_load = fields.Integer(attribute="load")


class ProviderPageSchema(Schema):
    """A page of providers; `next` is the value for `after`."""

    items = fields.List(fields.Nested(ProviderBriefSchema))
    next = fields.String(allow_none=True)
