"""Answering the mails of a demonstration where they are shown: the same way in as from a mail server."""

import re
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import format_datetime, make_msgid, parseaddr
from uuid import UUID

from sqlalchemy.orm import Session

from notify_service.inbound.receiving import Delivery, receive
from notify_service.settings import NotifySettings

_ANSWERS = re.compile(r"\b(?:reply|do|confirm)\+[a-z2-7]{20,}@[\w.-]+", re.IGNORECASE)


def answer_addresses(raw: bytes) -> list[str]:
    """Where the mail can be answered: its Reply-To first, then those it names in its text."""
    message = BytesParser(policy=policy.default).parsebytes(raw)
    first = parseaddr(str(message["Reply-To"] or ""))[1]
    texts = (part.get_content() for part in message.walk() if part.get_content_type() == "text/plain")
    named = (found.lower() for text in texts for found in _ANSWERS.findall(str(text)))
    # A long address may be folded in a header; what stands in the links of the page is whole.
    html = message.get_body(("html",))
    linked = _ANSWERS.findall(str(html.get_content())) if html is not None else []
    return list(dict.fromkeys(one for one in (first.lower(), *named, *map(str.lower, linked)) if one))


def answer_like(raw: bytes, *, to: str, sender: str, text: str, now: datetime) -> bytes:
    """The mail that a usual program makes of an answer: the text, and below it all that is answered."""
    asked = BytesParser(policy=policy.default).parsebytes(raw)
    body = asked.get_body(("plain",))
    quoted = str(body.get_content()) if body is not None else ""
    subject = str(asked["Subject"] or "")
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"] = sender, to
    mail["Subject"] = subject if subject.lower().startswith("re:") else f"Re: {subject}"
    mail["Date"], mail["Message-ID"] = format_datetime(now), make_msgid(domain="demonstration.example")
    mail["In-Reply-To"] = str(asked["Message-ID"] or "")
    head = f"On {asked['Date']}, {parseaddr(str(asked['From']))[0]} wrote:"
    lines = "\n".join(f"> {line}" for line in quoted.rstrip().split("\n"))
    mail.set_content(f"{text.strip()}\n\n{head}\n{lines}\n")
    return mail.as_bytes()


def new_mail(*, to: str, sender: str, subject: str, text: str, now: datetime) -> bytes:
    """A mail that answers nothing."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, to, " ".join(subject.split())
    mail["Date"], mail["Message-ID"] = format_datetime(now), make_msgid(domain="demonstration.example")
    mail.set_content(text)
    return mail.as_bytes()


def take_in(session: Session, raw: bytes, settings: NotifySettings, *, now: datetime) -> UUID | None:
    """Let the mail in as if a mail server had brought it; who may see the mails here may write them."""
    head = BytesParser(policy=policy.default).parsebytes(raw, headersonly=True)
    to, sender = (parseaddr(str(head[name]))[1] for name in ("To", "From"))
    if len(raw) > settings.mail_size:
        return None
    return receive(session, Delivery(raw=raw, recipient=to, return_path=sender, way="site"), now=now)
