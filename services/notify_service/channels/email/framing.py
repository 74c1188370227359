"""Showing a mail's HTML within a page: to be looked at, and powerless."""

from flask import Response

from corridor.web.headers import content_policy

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"
_LINKS = "allow-popups allow-popups-to-escape-sandbox"


def framed_mail(html: str, *, links_open: bool = False) -> Response:
    """The mail alone, for a frame of ours; its links may open a window of their own."""
    answer = Response(html, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = f"{_POLICY} {_LINKS}" if links_open else _POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    # A browser refuses to show a document that isolates its opener inside of a sandbox.
    answer.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return answer


def with_frame(page: Response) -> Response:
    """Let a page show frames of this origin."""
    page.headers["Content-Security-Policy"] = f"{content_policy()}; frame-src 'self'"
    return page
