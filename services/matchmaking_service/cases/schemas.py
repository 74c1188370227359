"""Forms about cases."""

from marshmallow import Schema, fields, validate

from matchmaking_service.shapes import line, one_of, prose


class MilestoneForm(Schema):
    """A step and its date."""

    title = line(required=True, longest=300)
    due_on = fields.Date(required=True)


class MilestoneChangeForm(Schema):
    """What became of a step."""

    state = one_of(("at_risk", "reached"), required=True)
    remark = prose(longest=2000)


class NoteForm(Schema):
    """How it goes."""

    body = prose(required=True, longest=8000)


class EvaluationForm(Schema):
    """How it was."""

    rating = fields.Integer(required=True, validate=validate.Range(min=1, max=5))
    body = prose(required=True, longest=8000)
