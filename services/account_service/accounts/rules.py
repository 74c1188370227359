"""Names, addresses and handles in the form in which they are compared."""

import re
import unicodedata
from collections.abc import Iterator

LONGEST_HANDLE = 30
# Nobody but the house speaks under these.
RESERVED = frozenset(
    """
    admin administrator corridor system support help staff moderator secretariat root postmaster abuse
    noreply security everyone all here members mail info cbd
    """.split()  # noqa: SIM905  a list of words reads best as words
)


def email_key(email: str) -> str:
    """The address as it is compared: one mailbox, one account, whatever the capitals."""
    return unicodedata.normalize("NFKC", email.strip()).casefold()


def handle_key(handle: str) -> str:
    """The handle as it is compared."""
    return unicodedata.normalize("NFKC", handle).casefold()


def fold(text: str) -> str:
    """Text as it is searched and sorted: no capitals, no accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


def search_text(*, name: str, handle: str, organisation: str) -> str:
    """What the directory looks through."""
    return fold(f"{name} {handle} {organisation}")


def handles_for(name: str, email: str) -> Iterator[str]:
    """Handles to try, best first: after the name, else after the address, then with a number."""
    stem = _stem(name) or _stem(email.partition("@")[0]) or "member"
    if stem not in RESERVED:
        yield stem
    for number in range(2, 10_000):
        yield f"{stem[: LONGEST_HANDLE - 5]}.{number}"


def _stem(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", fold(text))
    return ".".join(words)[:LONGEST_HANDLE].strip(".")
