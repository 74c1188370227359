"""The kinds of focal points, and what the Parties have in common."""

import re
import unicodedata
from functools import cache
from typing import Protocol

from babel import Locale

from corridor.parties import Party, all_parties

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
    """The code of a Party written as a code of two or three letters or by one of its names."""
    return _codes_by_name().get(_plain(typed))


@cache
def _codes_by_name() -> dict[str, str]:
    # Long names as the United Nations write them, and the short ones that people use.
    short = [Locale.parse(language).territories for language in LANGUAGES]
    named = {
        _plain(names.get(party.iso2, party.iso2)): party.iso2 for names in short for party in all_parties()
    }
    named |= {_plain(name): party.iso2 for party in all_parties() for name in party.names.values()}
    return named | {_plain(code): party.iso2 for party in all_parties() for code in (party.iso3, party.iso2)}


def _plain(name: str) -> str:
    """A name without what people write differently: accents, apostrophes, capitals, spaces."""
    apart = unicodedata.normalize("NFKD", name.replace("\u2019", "'"))
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(bare.casefold().split())


def tidy_address(typed: str) -> str | None:
    """An address as it is kept, in small letters; None when it cannot be one."""
    address = typed.strip().strip("<>").lower()
    return address if len(address) <= 254 and _ADDRESS.fullmatch(address) else None
