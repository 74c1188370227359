"""What the forms of calls take."""

from flask_babel import lazy_gettext as _
from marshmallow import Schema, ValidationError, fields, validate

from forum_service.calls.models import Decision, Speaks, Stance
from forum_service.calls.rules import REASON_MAX, TITLE_MAX
from forum_service.composer.schemas import DETECT
from forum_service.language import LANGUAGES
from forum_service.localtime import LocalMoment
from forum_service.posts.rules import LONGEST


def _one_line(value: str) -> None:
    if "\n" in value:
        raise ValidationError(str(_("A title has one line.")))


def _reason() -> fields.String:
    return fields.String(required=True, validate=validate.Length(min=1, max=REASON_MAX))


class CallForm(Schema):
    """A new call; without an opening time it opens at once."""

    title = fields.String(required=True, validate=[validate.Length(min=4, max=TITLE_MAX), _one_line])
    raw = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST))
    language = fields.String(load_default=DETECT, validate=validate.OneOf([DETECT, *LANGUAGES]))
    speaks = fields.String(
        load_default=Speaks.PERSON.value, validate=validate.OneOf([one.value for one in Speaks])
    )
    opens_at = LocalMoment(load_default=None)
    closes_at = LocalMoment(required=True)


class VoiceForm(Schema):
    """Where somebody stands; `key` only for who may speak for more than one."""

    key = fields.String(load_default=None, validate=validate.Length(max=300))
    stance = fields.String(required=True, validate=validate.OneOf([one.value for one in Stance]))
    reason = fields.String(load_default="", validate=validate.Length(max=REASON_MAX))


class ExtensionForm(Schema):
    """More time, and why."""

    closes_at = LocalMoment(required=True)
    reason = _reason()


class WithdrawalForm(Schema):
    """Why a call ends without an outcome."""

    reason = _reason()


class OutcomeForm(Schema):
    """What the chair concludes."""

    decision = fields.String(required=True, validate=validate.OneOf([one.value for one in Decision]))
    raw = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST))
    language = fields.String(load_default=DETECT, validate=validate.OneOf([DETECT, *LANGUAGES]))
