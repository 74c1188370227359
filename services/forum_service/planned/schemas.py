"""What the form of a planned post takes."""

from marshmallow import Schema, fields, validate

from forum_service.composer.schemas import DETECT
from forum_service.language import LANGUAGES
from forum_service.localtime import LocalMoment
from forum_service.posts.rules import LONGEST
from forum_service.topics.rules import TITLE_MAX, TITLE_MIN

_NUMBER = validate.Range(min=1, max=2**31 - 1)


class _PlanForm(Schema):
    language = fields.String(load_default=DETECT, validate=validate.OneOf([DETECT, *LANGUAGES]))
    raw = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST))
    post_at = LocalMoment(required=True)


class TopicPlanForm(_PlanForm):
    """A topic to come."""

    title = fields.String(
        required=True,
        validate=[
            validate.Length(min=TITLE_MIN, max=TITLE_MAX),
            validate.ContainsNoneOf("\n"),
        ],
    )
    forum = fields.String(required=True, validate=validate.Length(max=80))


class ReplyPlanForm(_PlanForm):
    """A reply to come."""

    topic = fields.Integer(required=True, validate=validate.Range(min=1, max=2**63 - 1))
    reply_to = fields.Integer(load_default=None, validate=_NUMBER)
