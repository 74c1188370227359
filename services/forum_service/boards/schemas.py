"""What the forms of forums take."""

from marshmallow import Schema, fields, validate

COLOURS = ("green", "blue", "amber", "plum", "slate", "clay")


class BoardForm(Schema):
    """A forum as a thing; who reads and writes in it is said on the page of rights."""

    name = fields.String(required=True, validate=validate.Length(min=3, max=80))
    description = fields.String(load_default="", validate=validate.Length(max=400))
    colour = fields.String(load_default=COLOURS[0], validate=validate.OneOf(COLOURS))
    parent = fields.String(load_default="", validate=validate.Length(max=80))
    position = fields.Integer(load_default=100, validate=validate.Range(min=0, max=9999))


class NewBoardForm(BoardForm):
    """A new forum: a discussion, or announcements by staff."""

    kind = fields.String(
        load_default="discussion", validate=validate.OneOf(["discussion", "announcements", "news"])
    )
