"""Where things of matchmaking live; pages, mails and events all ask here."""

from uuid import UUID

DESK = "/match"
NEEDS = "/match/needs"
PROVIDERS = "/match/providers"
CASES = "/match/cases"
PARTIES = "/match/parties"


def need_url(number: int) -> str:
    return f"{NEEDS}/{number}"


def provider_url(slug: str) -> str:
    return f"{PROVIDERS}/{slug}"


def offer_url(offer_id: UUID) -> str:
    return f"/match/offers/{offer_id}"


def case_url(number: int) -> str:
    return f"{CASES}/{number}"


def absolute(path: str, *, origin: str) -> str:
    """The address outside of our pages, in mails and events."""
    return origin.rstrip("/") + path
