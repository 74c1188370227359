"""The form of a webhook."""

from flask_babel import lazy_gettext as _
from marshmallow import Schema, ValidationError, fields, validate

from corridor.outbound.addresses import is_web_address
from corridor.webhooks.rules import LONGEST_URL
from forum_service.webhooks.rules import EVENTS


def _web_address(value: str) -> None:
    if not is_web_address(value):
        raise ValidationError(str(_("Write an address that begins with https:// or http://.")))


class WebhookForm(Schema):
    """Where, of what, from which forums; the secret may be left empty where there is one."""

    url = fields.String(required=True, validate=[validate.Length(min=1, max=LONGEST_URL), _web_address])
    secret = fields.String(load_default="", validate=validate.Length(max=200))
    events = fields.List(
        fields.String(validate=validate.OneOf(list(EVENTS))), required=True, validate=validate.Length(min=1)
    )
    boards = fields.List(fields.Integer(validate=validate.Range(min=1, max=2**63 - 1)), load_default=list)
    active = fields.Boolean(load_default=False)
