"""What the library says when somebody is not known, or cannot be known right now."""

from corridor.errors import CorridorError


class SignInNeeded(CorridorError):
    """Nobody is signed in, or the key shown opens nothing."""

    status = 401
    code = "sign_in_needed"


class AccountUnreachable(Exception):
    """account_service gave no usable answer in time."""
