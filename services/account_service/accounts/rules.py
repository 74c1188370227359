"""Which handle somebody gets."""

import re
from collections.abc import Iterator

from account_service.accounts.folding import fold

LONGEST_HANDLE = 30
# Nobody but the house speaks under these.
RESERVED = frozenset(
    """
    admin administrator corridor system support help staff moderator secretariat root postmaster abuse
    noreply security everyone all here members mail info cbd
    """.split()  # noqa: SIM905  a list of words reads best as words
)


def handles_for(name: str, email: str) -> Iterator[str]:
    """Handles to try, best first: after the name, else after the address, then with a number."""
    stem = _stem(name) or _stem(email.partition("@")[0]) or "member"
    if stem not in RESERVED:
        yield stem
    for number in range(2, 10_000):
        yield f"{stem[: LONGEST_HANDLE - 5]}.{number}"


def is_handle(typed: str) -> bool:
    """Whether somebody may have this handle, if nobody has it."""
    return bool(typed) and _stem(typed) == typed and typed not in RESERVED


def _stem(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", fold(text))
    return ".".join(words)[:LONGEST_HANDLE].strip(".")
