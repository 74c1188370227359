"""The forms of imports."""

from flask_babel import lazy_gettext as _
from marshmallow import Schema, ValidationError, fields, validate

from corridor.outbound.addresses import is_web_address
from corridor.webhooks.rules import LONGEST_URL


def _web_address(value: str) -> None:
    if not is_web_address(value):
        raise ValidationError(str(_("Write an address that begins with https:// or http://.")))


class MboxForm(Schema):
    """The archive itself comes as a file."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=80))
    forum = fields.String(required=True, validate=validate.Length(min=1, max=80))


class DiscourseForm(Schema):
    """Another forum, the key that reads it, and of which category."""

    url = fields.String(required=True, validate=[validate.Length(min=1, max=LONGEST_URL), _web_address])
    user = fields.String(load_default="", validate=validate.Length(max=100))
    key = fields.String(load_default="", validate=validate.Length(max=200))
    category = fields.Integer(load_default=None, validate=validate.Range(min=1, max=2**31 - 1))
    into = fields.String(required=True, validate=validate.Length(min=1, max=80))
