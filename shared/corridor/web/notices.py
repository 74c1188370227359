"""A sentence shown once, on the page after the act. It travels in a short signed cookie of its own."""

from flask import Flask, Response, g, request
from itsdangerous import BadSignature, URLSafeSerializer

from corridor.web.cookies import cookie_name, drop_cookie, set_cookie
from corridor.web.frame import frame

COOKIE = "notice"
TONES = ("success", "info", "warning", "danger")


def notice(text: object, tone: str = "success") -> None:
    """Show `text` on this page, or on the one that the answer leads to."""
    if "notices" not in g:
        g.notices = []
    g.notices.append((tone if tone in TONES else "info", str(text)))


def take_notices() -> list[tuple[str, str]]:
    """The notices to show now; the layout calls it, and they are gone afterwards."""
    g.notices_taken = True
    shown: list[tuple[str, str]] = [*_brought(), *g.pop("notices", [])]
    return shown


def install(app: Flask) -> None:
    """Carry the notices that this page did not show over to the next one."""

    @app.after_request
    def carry(response: Response) -> Response:
        waiting = g.get("notices", [])
        if waiting:
            value = _signer().dumps([*_unshown(), *waiting][-5:])
            set_cookie(response, COOKIE, str(value), max_age=600)
        elif g.get("notices_taken", False) and cookie_name(COOKIE) in request.cookies:
            drop_cookie(response, COOKIE)
        return response


def _unshown() -> list[tuple[str, str]]:
    return [] if g.get("notices_taken", False) else _brought()


def _brought() -> list[tuple[str, str]]:
    try:
        pairs = _signer().loads(request.cookies.get(cookie_name(COOKIE), ""))
        return [(str(tone), str(text)) for tone, text in pairs]
    except (BadSignature, TypeError, ValueError):
        return []


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(frame().settings.secret_key, salt="notice")
