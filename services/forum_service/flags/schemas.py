"""What the forms of flags take."""

from flask_babel import lazy_gettext as _
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from forum_service.flags.models import Reason

WORDS = 2000


class FlagForm(Schema):
    """A member shows a post to the moderators."""

    reason = fields.String(required=True, validate=validate.OneOf([reason.value for reason in Reason]))
    words = fields.String(load_default="", validate=validate.Length(max=WORDS))

    @validates_schema
    def say_what_else(self, data: dict[str, str], **_options: object) -> None:
        """Something else needs words."""
        if data.get("reason") == Reason.OTHER and not data.get("words", "").strip():
            raise ValidationError({"words": [str(_("Please say what it is."))]})


class DecisionForm(Schema):
    """A moderator decides on a flagged post."""

    decision = fields.String(required=True, validate=validate.OneOf(["hide", "agreed", "noted", "disagreed"]))
    answer = fields.String(load_default="", validate=validate.Length(max=WORDS))
