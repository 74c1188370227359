"""The mail of an official notification, and the reminder of it."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from email.utils import parseaddr
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from corridor.parties import country_name
from notify_service import urls
from notify_service.bulletins import rules
from notify_service.bulletins.models import Bulletin, File, Recipient, Text
from notify_service.bulletins.tokens import leaving_url, recipient_url
from notify_service.bulletins.writing import shown
from notify_service.channels.email.letters import Letter
from notify_service.channels.email.models import Mail
from notify_service.channels.email.plain import to_plain
from notify_service.channels.email.rendering import render_html, render_text
from notify_service.channels.email.translating import Tongue, tongue
from notify_service.register.rules import kind_name
from notify_service.settings import NotifySettings


def bulletin_mail(
    session: Session, mail: Mail, settings: NotifySettings, *, now: datetime
) -> tuple[str, Letter]:
    """The name of who is written to, and the letter, for a row queued by `queueing`."""
    recipient = session.get_one(Recipient, UUID(str(mail.words["recipient"])))
    everything = select(Bulletin).options(selectinload(Bulletin.texts), selectinload(Bulletin.files))
    bulletin = session.scalars(everything.where(Bulletin.id == recipient.bulletin_id)).one()
    first = session.get(Mail, recipient.mail_id) if mail.words.get("reminder") else None
    thread = (first.message_id,) if first is not None and first.message_id else ()
    today = now.date() if mail.words.get("reminder") else None
    return recipient.name, bulletin_letter(bulletin, recipient, settings, reminding_on=today, thread=thread)


def bulletin_letter(
    bulletin: Bulletin,
    recipient: Recipient,
    settings: NotifySettings,
    *,
    reminding_on: date | None = None,
    thread: tuple[str, ...] = (),
) -> Letter:
    """The letter in the recipient's language, the text in the best one there is."""
    speech = tongue(recipient.language)
    words = _words(bulletin, recipient, settings, speech=speech, reminding_on=reminding_on)
    subject, text = render_text("bulletin", speech.code, **words)
    house, ours = parseaddr(settings.mail_from)
    return Letter(
        subject=subject,
        text=text,
        html=render_html("bulletin", speech.code, **words, subject=subject),
        language=speech.tag,
        list_name=house,
        list_id=f"bulletins.{ours.rpartition('@')[2]}",
        archive_url=words["page_url"],
        unsubscribe_url=words["leaving_url"],
        reply_address=settings.contact,
        stream=f"{bulletin.number}:bulletin:bulletin",
        thread=thread,
    )


def sample_letter(bulletin: Bulletin, settings: NotifySettings, *, language: str) -> Letter:
    """The letter to somebody made up, to be looked at before it goes out."""
    sample = {"kind": "CBD-FP1", "party": "KE", "deputy": False}
    somebody = Recipient(id=bulletin.id, title="", name="…", language=language, capacities=[sample])
    return bulletin_letter(bulletin, somebody, settings)


def _words(
    bulletin: Bulletin,
    recipient: Recipient,
    settings: NotifySettings,
    *,
    speech: Tongue,
    reminding_on: date | None,
) -> dict[str, Any]:
    text = text_for(bulletin, [recipient.language])
    page = urls.absolute(settings, urls.bulletin(bulletin.number or ""))
    html = shown(text.html, base_url=settings.base_url)
    return {
        # A draft has none yet, and can be looked at.
        "number": bulletin.number or "–",
        "symbol": bulletin.symbol,
        "reminding": reminding_on is not None,
        "days_left": rules.days_left(reminding_on, bulletin.action_by) if reminding_on else None,
        "addressed_to": " ".join(part for part in (recipient.title, recipient.name) if part),
        "title": text.subject,
        "action": text.action,
        "action_day": day_in_words(bulletin.action_by, speech) if bulletin.action_by else "",
        "action_url": bulletin.action_url,
        "text": to_plain(html),
        "document": {"html": html, "language": text.language},
        "files": [_file(file, page) for file in files_for(bulletin.files, text.language)],
        "languages": len(bulletin.texts),
        "own_url": recipient_url(settings, bulletin.number or "", recipient.id),
        "page_url": page,
        "why": [capacity_in_words(capacity, speech) for capacity in recipient.capacities],
        "leaving_url": leaving_url(settings, recipient.id),
        "answered": bool(settings.contact),
    }


def text_for(bulletin: Bulletin, wanted: Iterable[str]) -> Text:
    """The text in the first of these languages that there is."""
    texts = {text.language: text for text in bulletin.texts}
    return texts[rules.best_language(wanted, texts, original=bulletin.language)]


def files_for(files: Iterable[File], language: str) -> list[File]:
    """The files that go with the text in this language."""
    return [file for file in files if file.language in ("", language)]


def capacity_in_words(capacity: Mapping[str, Any], speech: Tongue) -> str:
    """ "CBD primary focal point, Kenya"; "(deputy)" where it is one."""
    _ = speech.gettext
    kind = kind_name(capacity["kind"], _)
    if capacity["deputy"]:
        kind = _("%(office)s (deputy)", office=kind)
    place = country_name(capacity["party"], speech.code) if capacity["party"] else ""
    return ", ".join(part for part in (kind, place or capacity.get("organisation", "")) if part)


def day_in_words(day: date, speech: Tongue) -> str:
    """ "Friday, 12 February 2027": a date of the calendar, the same in every zone."""
    return speech.day(datetime.combine(day, time(12), tzinfo=UTC), "UTC")


def _file(file: File, page: str) -> dict[str, Any]:
    return {"name": file.name, "kilobytes": max(file.size // 1000, 1), "url": f"{page}/files/{file.id}"}
