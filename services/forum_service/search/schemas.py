"""What the forms of kept searches take."""

from marshmallow import Schema, fields, validate


class SearchForm(Schema):
    """A search to keep: its name, its address, and whether to be told of new posts."""

    name = fields.String(load_default="", validate=validate.Length(max=120))
    query = fields.String(required=True, validate=validate.Length(max=1000))
    alert = fields.Boolean(load_default=False)
