"""Mails of the demo world: one of each kind, so that the secretariat's page has something to show.

What they say was decided when they were written here; the worker leaves them alone.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.demo import person
from corridor.ids import demo_id
from notify_service.inbound.addresses import forum_address, mail_domain
from notify_service.inbound.models import IncomingMail
from notify_service.settings import NotifySettings

_FORUM = "cooperation"


@dataclass(frozen=True, kw_only=True)
class _Scene:
    """A mail and what became of it."""

    key: str
    hours_ago: int
    sender: str
    subject: str
    own: str
    state: str
    reason: str
    who: str = ""
    nature: str = "letter"
    cut: str = ""
    act: str = "topic"
    authentication: str = ""


_SCENES = (
    _Scene(
        key="held",
        hours_ago=3,
        who="amina.diallo",
        sender="amina.diallo@courriel.example",
        subject="Qui a cartographié les mares temporaires du delta ?",
        own="Bonjour à toutes et à tous,\n\n"
        "Nous préparons l'inventaire des mares temporaires du delta intérieur. "
        "Quelqu'un a-t-il déjà travaillé avec des images radar en saison des pluies ?\n\nMerci d'avance",
        cut="-- \nAmina Diallo\nEnvoyé de mon téléphone",
        state="held",
        reason="other_address",
        authentication="spf=pass dkim=pass dmarc=pass",
    ),
    _Scene(
        key="forged",
        hours_ago=20,
        who="lucia.herrera",
        sender="lucia.herrera@humboldt.example",
        subject="Invoice overdue",
        own="Dear colleagues,\n\nplease see the attached invoice and confirm the bank details today.",
        state="held",
        reason="not_proven",
        authentication="spf=softfail dkim=none dmarc=fail",
    ),
    _Scene(
        key="stranger",
        hours_ago=30,
        sender="student@university.example",
        subject="Question about coral restoration",
        own="Hello, I am writing my thesis on coral restoration. May I take part in the discussion?",
        state="refused",
        reason="unknown_sender",
        authentication="spf=pass dkim=pass dmarc=pass",
    ),
    _Scene(
        key="away",
        hours_ago=50,
        who="mateo.quispe",
        sender="mateo.quispe@ambiente.bo.example",
        subject="Respuesta automática: Áreas de conservación",
        own="Estaré fuera de la oficina hasta el lunes.",
        nature="auto_reply",
        state="dropped",
        reason="auto_reply",
        authentication="spf=pass dmarc=pass",
    ),
    _Scene(
        key="leaving",
        hours_ago=70,
        who="tom.visitor",
        sender="tom.okafor@university.example",
        subject="unsubscribe",
        own="",
        act="unsubscribe",
        state="done",
        reason="command",
    ),
)


def seed_incoming(session: Session, settings: NotifySettings, *, now: datetime) -> None:
    """The mails of the scenes; a second time changes nothing."""
    for scene in _SCENES:
        row = insert(IncomingMail).values(_row(scene, settings, now=now))
        session.execute(row.on_conflict_do_nothing())


def _row(scene: _Scene, settings: NotifySettings, *, now: datetime) -> dict[str, object]:
    at = now - timedelta(hours=scene.hours_ago)
    recipient = forum_address(settings, _FORUM)
    who = person(scene.who) if scene.who else None
    raw = _message(scene, recipient, at=at)
    return {
        "id": demo_id("incoming", scene.key),
        "way": "lmtp",
        "message_id": f"<{scene.key}@demonstration.example>",
        "recipient": recipient if scene.act == "topic" else f"do+demonstration@{mail_domain(settings)}",
        "return_path": scene.sender,
        "received_at": at,
        "due_at": at,
        "size": len(raw),
        "raw": raw,
        "state": scene.state,
        "reason": scene.reason,
        "account_id": who.account_id if who else None,
        "sender": scene.sender,
        "sender_name": who.name if who else "",
        "subject": scene.subject,
        "nature": scene.nature,
        "answerable": scene.nature == "letter",
        "authentication": scene.authentication,
        "own": scene.own,
        "cut": scene.cut,
        "act": scene.act,
        "forum_slug": _FORUM if scene.act == "topic" else "",
        "asked_at": at if scene.state == "held" else None,
        "finished_at": None if scene.state == "held" else at,
    }


def _message(scene: _Scene, recipient: str, *, at: datetime) -> bytes:
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = scene.sender, recipient, scene.subject
    mail["Date"], mail["Message-ID"] = format_datetime(at), f"<{scene.key}@demonstration.example>"
    mail.set_content("\n\n".join(part for part in (scene.own, scene.cut) if part))
    return mail.as_bytes()
