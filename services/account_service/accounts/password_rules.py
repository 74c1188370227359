"""What a password must be: long enough, and not the first that a stranger would try."""

import re
from itertools import pairwise

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SHORTEST = 12
LONGEST_BYTES = 1024
# What stays of the commonest passwords once digits and signs are taken away.
COMMON = frozenset(
    """
    password passwort motdepasse contrasena parol qwerty qwertyuiop azerty qwertz asdfghjkl iloveyou welcome
    letmein admin administrator login master monkey dragon football baseball sunshine princess abc abcdef
    abcdefgh secret changeme default guest test user corridor biodiversity trustno
    """.split()  # noqa: SIM905  a list of words reads best as words
)


def weakness(password: str, *, known: tuple[str, ...] = ()) -> LazyString | None:
    """What is wrong with a password, or None; `known` are names of its owner."""
    if len(password) < SHORTEST:
        return _("Use at least %(count)s characters.", count=SHORTEST)
    if len(password.encode()) > LONGEST_BYTES:
        return _("This password is too long.")
    if _is_pattern(password) or _core(password) in COMMON:
        return _("This password is among the first that are tried. Choose another one.")
    if any(_core(name) and _core(name) == _core(password) for name in known):
        return _("Do not use your own name or address as the password.")
    return None


def _core(text: str) -> str:
    letters = re.sub(r"[\W\d_]+", "", text.casefold())
    half = letters[: len(letters) // 2]
    return half if half and half * 2 == letters else letters


def _is_pattern(password: str) -> bool:
    """One or two characters repeated, or a run along the alphabet or the digits."""
    if len(set(password)) <= 2:
        return True
    steps = {(ord(b) - ord(a)) for a, b in pairwise(password)}
    return steps <= {1, -9} or steps <= {-1, 9}
