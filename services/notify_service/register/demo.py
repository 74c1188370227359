"""The register of the demo world: every Party has a primary focal point, most have others; no real person."""

from datetime import timedelta

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor import clock
from corridor.auth import roles
from corridor.demo import people
from corridor.ids import demo_id
from corridor.parties import Party, all_parties
from notify_service.register.models import Entry

_LANGUAGES = {
    "fr": "BJ BF BI CD CF CG CI CM DJ FR GA GN HT KM LU MC MG ML NE SN TD TG BE CH",
    "es": "AR BO CL CO CR CU DO EC ES GQ GT HN MX NI PA PE PY SV UY VE",
    "ar": "AE BH DZ EG IQ JO KW LB LY MA MR OM PS QA SA SD SY TN YE",
    "ru": "AM AZ BY KG KZ RU TJ TM UZ",
    "zh": "CN",
}
_MINISTRY = {
    "en": "Ministry of Environment",
    "fr": "Ministère de l’environnement",
    "es": "Ministerio del Ambiente",
    "ar": "وزارة البيئة",
    "ru": "Министерство охраны окружающей среды",
    "zh": "生态环境部",
}
_OFFICE = {
    "en": "Office of the national focal point",
    "fr": "Bureau du point focal national",
    "es": "Oficina del punto focal nacional",
    "ar": "مكتب نقطة الاتصال الوطنية",
    "ru": "Бюро национального координатора",
    "zh": "国家联络点办公室",
}
# Besides the primary one: in which regions each Party has named somebody.
_OTHERS = {
    "ABS-FP": ("Africa", "GRULAC", "WEOG"),
    "SBSTTA-FP": ("Africa", "CEE", "Asia-Pacific"),
    "CHM-FP": ("WEOG",),
}
_ORGANISATIONS = (
    ("COMIFAC", "CM", "fr"),
    ("Centre de suivi écologique", "SN", "fr"),
    ("RCMRD", "KE", "en"),
    ("Observatoire du Sahara et du Sahel", "TN", "fr"),
    ("SANBI", "ZA", "en"),
    ("Instituto Humboldt", "CO", "es"),
    ("CARICOM", "GY", "en"),
    ("CCAD", "SV", "es"),
    ("ASEAN Centre for Biodiversity", "PH", "en"),
    ("CAREC", "KZ", "ru"),
    ("SPREP", "WS", "en"),
    ("IUCN", "", "en"),
)


def seed_register(session: Session) -> None:
    """Everybody who can be written to; a second time changes nothing."""
    since = clock.now() - timedelta(days=400)
    rows = [*_offices(), *_people(), *_organisations()]
    values = [row | {"created_at": since, "changed_at": since} for row in rows]
    session.execute(insert(Entry).on_conflict_do_nothing(), values)


def _offices() -> list[dict[str, object]]:
    named = {scope for one in people() for scope in _scopes(one.roles)}
    found = [_office(party, "CBD-FP1", deputy=party.iso2 in named) for party in all_parties()]
    for kind, groups in _OTHERS.items():
        found += [_office(party, kind) for party in all_parties() if party.group in groups]
    return found


def _scopes(held: tuple[str, ...]) -> frozenset[str]:
    return roles.scopes_of(frozenset(held), roles.FOCAL_POINT)


def _office(party: Party, kind: str, *, deputy: bool = False) -> dict[str, object]:
    language = language_of(party.iso2)
    address = f"{kind.partition('-')[0].lower()}@environment.{party.iso2.lower()}.example"
    office = {"name": _OFFICE[language], "organisation": _MINISTRY[language], "email": address}
    return _entry(kind, party.iso2, language=language, deputy=deputy, **office)


def language_of(code: str) -> str:
    """In which of the six languages a Party is written to."""
    return next((language for language, codes in _LANGUAGES.items() if code in codes.split()), "en")


def _people() -> list[dict[str, object]]:
    return [
        _entry(
            "CBD-FP1",
            party,
            name=one.name,
            email=one.email,
            organisation=one.organisation,
            language=one.ui_language,
        )
        for one in people()
        for party in _scopes(one.roles)
    ]


def _organisations() -> list[dict[str, object]]:
    return [
        _entry(
            "ORG",
            party,
            name=name,
            organisation=name,
            email=f"office{number}@centres.example",
            language=language,
        )
        for number, (name, party, language) in enumerate(_ORGANISATIONS, start=1)
    ]


def _entry(kind: str, party: str, *, deputy: bool = False, **words: str) -> dict[str, object]:
    row_id = demo_id("register", f"{kind}/{party}/{words['email']}")
    return {"id": row_id, "kind": kind, "party": party, "deputy": deputy, **words}
