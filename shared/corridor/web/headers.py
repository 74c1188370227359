"""The headers of every answer: what a browser may load, keep and tell others."""

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request

from corridor.web.frame import frame

# The style Turbo puts into the head for its progress bar; the only inline style there is.
TURBO_PROGRESS = "'sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps='"

_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def install(app: Flask) -> None:
    """Set what a view did not set itself."""
    app.config.setdefault("FORM_ACTION", ())
    app.after_request(secure)


def secure(response: Response) -> Response:
    """Add the security headers and, for private answers, forbid keeping them."""
    if "token" in (request.view_args or {}):
        # Whoever holds such an address may use it: no other site hears of it.
        response.headers.setdefault("Referrer-Policy", "no-referrer")
    present = {name.lower() for name, _ in response.headers}
    for name, value in _FIXED.items():
        if name.lower() not in present:
            response.headers.add(name, value)
    if "content-security-policy" not in present:
        response.headers.add("Content-Security-Policy", content_policy())
    if frame().settings.production and "strict-transport-security" not in present:
        response.headers.add("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if "cache-control" not in present:
        # Whoever brings a cookie may be somebody: asking who would cost a query on each small answer.
        known = request.cookies or "Authorization" in request.headers
        response.headers["Cache-Control"] = "private, no-store" if known else "private, no-cache"
    if response.mimetype == "text/html":
        response.vary.update(("Cookie", "Accept-Language"))
    return response


def content_policy() -> str:
    """Nothing but our own. A service that redirects a form elsewhere (an upstream sign-in) names
    that origin in `app.config["FORM_ACTION"]`."""
    forms = " ".join(("'self'", *current_app.config["FORM_ACTION"]))
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self' {TURBO_PROGRESS}",
            "img-src 'self' data:",
            "font-src 'self'",
            f"connect-src {_connections()}",
            f"form-action {forms}",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "manifest-src 'self'",
        )
    )


def _connections() -> str:
    """Our own, and the process of live news where it has a port of its own."""
    parts = urlsplit(frame().settings.live_url)
    return f"'self' {parts.scheme}://{parts.netloc}" if parts.netloc else "'self'"
