"""Security mails: codes and links somebody waits for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from notify_service import urls
from notify_service.channels.email.letters import Letter
from notify_service.channels.email.rendering import render_html, render_text
from notify_service.channels.email.translating import tongue
from notify_service.settings import NotifySettings

PURPOSES = (
    "confirm_email",
    "sign_in",
    "reset_password",
    "invitation",
    "already_registered",
    "security_notice",
)


def security_letter(request: Mapping[str, Any], settings: NotifySettings) -> Letter:
    """The letter for a SecurityMailRequested event's data."""
    speech = tongue(str(request.get("language", "")))
    words = {
        "purpose": request["purpose"] if request["purpose"] in PURPOSES else "security_notice",
        "name": request.get("name") or "",
        "code": request.get("code") or "",
        "url": urls.absolute(settings, request["url"]) if request.get("url") else "",
        "minutes": _minutes(request),
        "values": request.get("values") or {},
    }
    subject, text = render_text("security", speech.code, **words)
    return Letter(
        subject=subject,
        text=text,
        html=render_html("security", speech.code, **words, subject=subject),
        language=speech.tag,
        bulk=False,
    )


def _minutes(request: Mapping[str, Any]) -> int:
    """How long it is valid, from the moment it was asked for; 0 when it does not say."""
    if not request.get("expires_at") or not request.get("requested_at"):
        return 0
    until, since = (datetime.fromisoformat(str(request[name])) for name in ("expires_at", "requested_at"))
    return max(round((until - since).total_seconds() / 60), 1)
