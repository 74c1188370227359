"""The letters to who wrote to us: what became of a mail, or whether it is theirs."""

from collections.abc import Mapping
from email.utils import parseaddr
from typing import Any

from notify_service import urls
from notify_service.channels.email.letters import Letter
from notify_service.channels.email.rendering import render_html, render_text
from notify_service.channels.email.translating import tongue
from notify_service.inbound import phrases
from notify_service.settings import NotifySettings


def answer_letter(facts: Mapping[str, Any], settings: NotifySettings) -> Letter:
    """The letter for the words of a mail of kind "answer" (see `answering`)."""
    speech = tongue(str(facts.get("language") or "en"))
    words = {
        "what": facts["what"],
        "name": facts.get("name") or "",
        "sender": facts.get("sender") or "",
        "title": facts.get("subject") or "",
        "returned": facts.get("text") or "",
        "why": phrases.why(str(facts.get("reason") or ""), speech.gettext),
        "because": facts.get("because") or "",
        "files": facts.get("files") or [],
        "url": urls.absolute(settings, facts["url"]) if facts.get("url") else "",
        "guide_url": urls.absolute(settings, urls.BY_MAIL),
    }
    subject, text = render_text("answer", speech.code, **words)
    named = str(facts.get("message_id") or "")
    return Letter(
        subject=subject,
        text=text,
        html=render_html("answer", speech.code, **words, subject=subject),
        language=speech.tag,
        list_name=parseaddr(settings.mail_from)[0],
        reply_address=str(facts.get("reply_to") or ""),
        thread=(named,) if _is_name(named) else (),
        bulk=False,
    )


def _is_name(text: str) -> bool:
    # Foreign text goes into our headers only when it is what it should be.
    inner = text[1:-1]
    safe = inner.isascii() and inner.isprintable() and not set(inner) & set('<>" \\')
    return text.startswith("<") and text.endswith(">") and "@" in inner and safe and len(text) < 250
