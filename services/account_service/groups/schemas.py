"""The forms of groups."""

from marshmallow import Schema, fields, validate

from account_service.groups.rules import INVITATION, REQUEST

WORDS = 2000


class GroupForm(Schema):
    """What a group is and how one gets in."""

    name = fields.String(required=True, validate=validate.Length(min=3, max=100))
    description = fields.String(load_default="", validate=validate.Length(max=WORDS))
    admission = fields.String(required=True, validate=validate.OneOf([REQUEST, INVITATION]))
    writable = fields.Boolean(load_default=False)
    term_months = fields.Integer(load_default=None, validate=validate.Range(min=1, max=120))


class TermForm(Schema):
    """The days of a membership, and for whom it stands in."""

    starts_on = fields.Date(load_default=None)
    ends_on = fields.Date(load_default=None)
    alternate_for = fields.UUID(load_default=None)


class MemberForm(TermForm):
    """Somebody to take in."""

    handle = fields.String(required=True, validate=validate.Length(min=1, max=80))


class OwnerForm(Schema):
    """Somebody to decide with."""

    handle = fields.String(required=True, validate=validate.Length(min=1, max=80))


class RequestForm(Schema):
    """Why somebody wants to join."""

    words = fields.String(load_default="", validate=validate.Length(max=WORDS))


class DecisionForm(Schema):
    """Yes or no, and a word on it."""

    accepted = fields.String(required=True, validate=validate.OneOf(["yes", "no"]))
    answer = fields.String(load_default="", validate=validate.Length(max=WORDS))


class HandoverForm(Schema):
    """Who follows, from which day."""

    handle = fields.String(required=True, validate=validate.Length(min=1, max=80))
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(load_default=None)
    ownership = fields.Boolean(load_default=False)
