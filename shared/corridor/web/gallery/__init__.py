"""Every component on one page, to look at while designing; not served in production."""

from flask import Flask, Response

from corridor.auth import access
from corridor.settings import Settings
from corridor.web.answers import render


def install(app: Flask, settings: Settings) -> None:
    """Serve /dev/gallery outside of production."""
    if not settings.production:
        app.add_url_rule("/dev/gallery", "gallery", access.public(show))


def show() -> Response:
    """The page."""
    return render("corridor/gallery.html")
