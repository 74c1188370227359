"""Names, addresses and handles in the form in which they are compared, searched and sorted."""

import unicodedata


def email_key(email: str) -> str:
    """The address as it is compared: one mailbox, one account, whatever the capitals."""
    return unicodedata.normalize("NFKC", email.strip()).casefold()


def handle_key(handle: str) -> str:
    """The handle as it is compared."""
    return unicodedata.normalize("NFKC", handle).casefold()


def typed_handle(typed: str) -> str:
    """The handle that somebody typed, with or without the sign before it."""
    return typed.strip().removeprefix("@")


def fold(text: str) -> str:
    """Text as it is searched and sorted: no capitals, no accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


def search_text(*, name: str, handle: str, organisation: str) -> str:
    """What the directory looks through."""
    return fold(f"{name} {handle} {organisation}")
