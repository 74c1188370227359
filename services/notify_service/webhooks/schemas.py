"""The form of a webhook."""

from flask_babel import lazy_gettext as _
from marshmallow import Schema, ValidationError, fields, validate

from corridor.outbound.addresses import is_web_address
from corridor.webhooks.rules import LONGEST_URL
from notify_service.webhooks.rules import EVENTS


def _web_address(value: str) -> None:
    if not is_web_address(value):
        raise ValidationError(str(_("Write an address that begins with https:// or http://.")))


class WebhookForm(Schema):
    """Where, and of what; `renew` asks for a new secret."""

    url = fields.String(required=True, validate=[validate.Length(min=1, max=LONGEST_URL), _web_address])
    events = fields.List(
        fields.String(validate=validate.OneOf(list(EVENTS))), required=True, validate=validate.Length(min=1)
    )
    active = fields.Boolean(load_default=False)
    renew = fields.Boolean(load_default=False)
