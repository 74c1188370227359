"""The 196 Parties to the Convention, from the data file that ships with the library."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel import Locale


@dataclass(frozen=True, kw_only=True)
class Party:
    """A Party; `iso2` is EU for the European Union, `group` the UN regional group, `subregion` after M49."""

    iso2: str
    iso3: str
    names: dict[str, str]
    group: str
    subregion: str
    ldc: bool
    sids: bool
    lldc: bool

    def name(self, language: str) -> str:
        """The name in one of the six languages; English where the others lack it."""
        return self.names.get(language) or self.names["en"]


@cache
def all_parties() -> tuple[Party, ...]:
    """Every Party, in the order of the English names."""
    text = files("corridor").joinpath("data/parties.csv").read_text(encoding="utf-8")
    return tuple(_party(row) for row in csv.DictReader(text.splitlines()))


@cache
def party_by_code() -> dict[str, Party]:
    """The Parties by their two-letter code."""
    return {party.iso2: party for party in all_parties()}


def country_name(code: str, language: str) -> str:
    """The name of a Party or, for a country that is none, of the territory; "" for no code."""
    party = party_by_code().get(code)
    if party is not None:
        return party.name(language)
    return str(Locale.parse(language).territories.get(code, code))


def _party(row: dict[str, str]) -> Party:
    code = row["iso2"]
    names = {lang: row[f"name_{lang}"] for lang in ("en", "fr", "es")}
    for lang in ("ar", "ru", "zh"):
        names[lang] = Locale.parse(lang).territories.get(code, row["name_en"])
    flags = {flag: row[flag] == "1" for flag in ("ldc", "sids", "lldc")}
    group, subregion = row["un_regional_group"], row["subregion"]
    return Party(iso2=code, iso3=row["iso3"], names=names, group=group, subregion=subregion, **flags)
