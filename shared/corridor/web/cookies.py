"""Names and flags of the frame's own cookies, the same for all of them."""

from flask import Response
from werkzeug.wrappers import Response as WerkzeugResponse

from corridor.web.frame import frame


def cookie_name(word: str) -> str:
    """`__Host-corridor_x` behind TLS; without TLS a browser would refuse that prefix."""
    name = f"corridor_{word}"
    return f"__Host-{name}" if _secure() else name


def set_cookie(
    response: Response | WerkzeugResponse, word: str, value: str, *, max_age: int | None = None
) -> None:
    """Set a cookie for this host alone, out of reach of scripts."""
    response.set_cookie(
        cookie_name(word),
        value,
        max_age=max_age,
        path="/",
        secure=_secure(),
        httponly=True,
        samesite="Lax",
    )


def drop_cookie(response: Response | WerkzeugResponse, word: str) -> None:
    """Take a cookie back."""
    response.delete_cookie(cookie_name(word), path="/", secure=_secure(), httponly=True, samesite="Lax")


def _secure() -> bool:
    return frame().settings.base_url.startswith("https://")
