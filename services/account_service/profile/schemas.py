"""The forms in which people describe themselves."""

from marshmallow import Schema, fields, validate

from account_service.profile import choices
from corridor.web.i18n import LANGUAGES


def one_of_countries(value: str) -> None:
    """Looked up when asked, since the list comes from a file."""
    validate.OneOf(sorted(choices.countries()))(value)


def one_of_time_zones(value: str) -> None:
    """As above, for the zones of this machine."""
    validate.OneOf(choices.time_zones())(value)


class AboutYou(Schema):
    """Who somebody is."""

    name = fields.String(required=True, validate=validate.Length(min=2, max=100))
    organisation = fields.String(load_default="", validate=validate.Length(max=200))
    country = fields.String(required=True, validate=one_of_countries)
    languages = fields.List(
        fields.String(validate=validate.OneOf(choices.WORKING_LANGUAGES)),
        load_default=list,
        validate=validate.Length(max=len(choices.WORKING_LANGUAGES)),
    )


class ProfileForm(AboutYou):
    """And how they like the site."""

    expertise = fields.String(load_default="", validate=validate.Length(max=500))
    ui_language = fields.String(required=True, validate=validate.OneOf(list(LANGUAGES)))
    time_zone = fields.String(required=True, validate=one_of_time_zones)


class ChangePassword(Schema):
    """The password so far, when there is one, and the new one."""

    current = fields.String(load_default="", validate=validate.Length(max=1024))
    password = fields.String(required=True, validate=validate.Length(max=1024))
