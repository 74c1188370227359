"""What a role can be chosen from."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from account_service.roles.queries import list_centres
from corridor.auth.roles import LABELS, SCOPE_KINDS
from corridor.parties import all_parties
from corridor.web.i18n import current_language

Options = list[tuple[str, str]]


def role_options() -> Options:
    """The roles, by name."""
    return [(role, str(LABELS[role])) for role in SCOPE_KINDS]


def party_options() -> Options:
    """The Parties, by their name in the reader's language."""
    language = current_language().code
    named = sorted(((party.iso2, party.name(language)) for party in all_parties()), key=lambda one: one[1])
    return [("", _("Choose a Party")), *named]


def centre_options(session: Session) -> Options:
    """The centres, by name."""
    centres = [(centre.slug, centre.name) for centre in list_centres(session)]
    return [("", _("Choose a centre")), *centres]
