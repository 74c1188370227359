"""The kinds of focal points, and what the Parties have in common."""

import re
from typing import Protocol

from corridor.parties import Party, all_parties, party_by_code

# The identifiers of the Secretariat; an organisation is addressed as itself.
KINDS = (
    "CBD-FP1",
    "CBD-FP2",
    "CPB-FP1",
    "CPB-A17-FP",
    "BCH-FP",
    "ABS-FP",
    "CHM-FP",
    "SBSTTA-FP",
    "RM-FP",
    "PA-FP",
    "TKBD-FP",
    "GTI-FP",
    "GSPC-FP",
    "ORG",
)
ORGANISATION = "ORG"
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
# Five regions of the United Nations, and three groups that cut across them.
GROUPS = ("Africa", "Asia-Pacific", "CEE", "GRULAC", "WEOG", "LDC", "SIDS", "LLDC")

# What an import and a form may set.
FIELDS = ("title", "name", "position", "organisation", "phone", "language", "deputy")

_ADDRESS = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}"
)


class Gettext(Protocol):
    """Translate a sentence and put in its named words."""

    def __call__(self, sentence: str, /, **words: str) -> str: ...


def kind_name(kind: str, _: Gettext) -> str:
    """A kind in words."""
    names = {
        "CBD-FP1": _("CBD primary focal point"),
        "CBD-FP2": _("CBD secondary focal point"),
        "CPB-FP1": _("Cartagena Protocol focal point"),
        "CPB-A17-FP": _("Emergency measures (Cartagena Protocol, Article 17)"),
        "BCH-FP": _("Biosafety Clearing-House focal point"),
        "ABS-FP": _("Access and benefit-sharing focal point"),
        "CHM-FP": _("Clearing-house mechanism focal point"),
        "SBSTTA-FP": _("SBSTTA focal point"),
        "RM-FP": _("Resource mobilization focal point"),
        "PA-FP": _("Protected areas focal point"),
        "TKBD-FP": _("Traditional knowledge focal point"),
        "GTI-FP": _("Global Taxonomy Initiative focal point"),
        "GSPC-FP": _("Plant conservation focal point"),
        ORGANISATION: _("Organisation"),
    }
    return names.get(kind, kind)


def group_name(group: str, _: Gettext) -> str:
    """A region or group of Parties in words."""
    names = {
        "Africa": _("Africa"),
        "Asia-Pacific": _("Asia and the Pacific"),
        "CEE": _("Central and Eastern Europe"),
        "GRULAC": _("Latin America and the Caribbean"),
        "WEOG": _("Western Europe and others"),
        "LDC": _("Least developed countries"),
        "SIDS": _("Small island developing States"),
        "LLDC": _("Landlocked developing countries"),
    }
    return names.get(group, group)


def parties_in(group: str) -> frozenset[str]:
    """The codes of the Parties of a region or group."""
    return frozenset(party.iso2 for party in all_parties() if _belongs(party, group))


def _belongs(party: Party, group: str) -> bool:
    flags = {"LDC": party.ldc, "SIDS": party.sids, "LLDC": party.lldc}
    return flags.get(group, party.group == group)


def find_party(typed: str) -> str | None:
    """The code of a Party written as a code of two or three letters or by its name in en, fr or es."""
    asked = typed.strip().casefold()
    if asked.upper() in party_by_code():
        return asked.upper()
    for party in all_parties():
        names = {party.iso3.casefold(), *(name.casefold() for name in party.names.values())}
        if asked in names:
            return party.iso2
    return None


def tidy_address(typed: str) -> str | None:
    """An address as it is kept, in small letters; None when it cannot be one."""
    address = typed.strip().strip("<>").lower()
    return address if len(address) <= 254 and _ADDRESS.fullmatch(address) else None
