"""What the forms of polls take."""

from marshmallow import Schema, fields, validate

from forum_service.composer.schemas import DETECT
from forum_service.language import LANGUAGES
from forum_service.localtime import LocalMoment
from forum_service.polls.models import Results
from forum_service.polls.rules import OPTION_MAX, OPTIONS_MAX, QUESTION_MAX


class PollForm(Schema):
    """A new poll."""

    question = fields.String(required=True, validate=validate.Length(min=4, max=QUESTION_MAX))
    options = fields.String(
        required=True, validate=validate.Length(min=1, max=OPTIONS_MAX * (OPTION_MAX + 2))
    )
    language = fields.String(load_default=DETECT, validate=validate.OneOf([DETECT, *LANGUAGES]))
    multiple = fields.Boolean(load_default=False)
    anonymous = fields.Boolean(load_default=False)
    results = fields.String(
        load_default=Results.ALWAYS.value, validate=validate.OneOf([one.value for one in Results])
    )
    closes_at = LocalMoment(load_default=None)


class VoteForm(Schema):
    """One or more answers."""

    option = fields.List(
        fields.Integer(validate=validate.Range(min=1, max=2**63 - 1)),
        required=True,
        validate=validate.Length(max=OPTIONS_MAX),
    )
