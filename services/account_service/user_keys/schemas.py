"""What an app asks with."""

from marshmallow import EXCLUDE, Schema, fields, validate


class AskForm(Schema):
    """Sent by the app in the address, and by the member's consent in the form."""

    class Meta:
        unknown = EXCLUDE

    application_name = fields.String(required=True, validate=validate.Length(min=1, max=80))
    client_id = fields.String(required=True, validate=validate.Length(min=1, max=200))
    scopes = fields.String(required=True, validate=validate.Length(min=1, max=200))
    public_key = fields.String(required=True, validate=validate.Length(min=1, max=4000))
    nonce = fields.String(required=True, validate=validate.Length(min=1, max=100))
    auth_redirect = fields.String(load_default="", validate=validate.Length(max=500))
    padding = fields.String(load_default="", validate=validate.OneOf(["", "pkcs1", "oaep"]))
