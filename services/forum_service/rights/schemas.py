"""What the form of a forum's rights takes."""

from marshmallow import Schema, fields, validate

from forum_service.rights.rules import APPROVE_FIRST_MOST


def _roles() -> fields.List[str]:
    role = fields.String(validate=validate.Length(max=120))
    return fields.List(role, load_default=list, validate=validate.Length(max=200))


class RightsForm(Schema):
    """Who may do what in a forum."""

    read_roles = _roles()
    reply_roles = _roles()
    create_roles = _roles()
    moderate_roles = _roles()
    approve_first = fields.Integer(load_default=0, validate=validate.Range(min=0, max=APPROVE_FIRST_MOST))
