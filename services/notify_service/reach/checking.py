"""Looking at the records of our own domain now and then, and keeping what was found."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.db import transaction
from notify_service.inbound.addresses import mail_domain
from notify_service.reach import domain_rules
from notify_service.reach.actions import lift_old_holds
from notify_service.reach.dns import Unanswered, look_up
from notify_service.reach.domain_rules import TOPICS, Finding
from notify_service.reach.models import DomainCheck
from notify_service.settings import NotifySettings

_EVERY = timedelta(hours=6)


def look_after_addresses(sessions: sessionmaker[Session], settings: NotifySettings) -> bool:
    """Check the domain when it is time, and try full mailboxes again."""
    now = clock.now()
    with transaction(sessions) as session:
        many = lift_old_holds(session, now=now) > 0
        last = session.scalar(select(func.min(DomainCheck.checked_at)))
    # Mails that are written to files travel nowhere: there is nothing to look up.
    if settings.smtp_url and (last is None or last <= now - _EVERY):
        check_domain(sessions, settings, now=now)
    return many


def check_domain(sessions: sessionmaker[Session], settings: NotifySettings, *, now: datetime) -> None:
    """Ask the DNS, with no transaction open meanwhile, and keep the answers."""
    domain = mail_domain(settings)
    findings = find_out(settings, domain)
    with transaction(sessions) as session:
        keep_findings(session, domain, findings, now=now)


def find_out(settings: NotifySettings, domain: str) -> dict[str, Finding]:
    """How each matter stands; without an answer, that nothing is known."""
    try:
        records = look_up(settings, domain)
    except Unanswered as error:
        return dict.fromkeys(TOPICS, Finding(verdict="unknown", finding="no_answer", record=str(error)[:500]))
    return {
        "mx": domain_rules.read_mx(records.mx),
        "spf": domain_rules.read_spf(records.texts),
        "dkim": domain_rules.read_dkim(records.dkim, own_key=_public_key(settings)),
        "dmarc": domain_rules.read_dmarc(records.dmarc),
    }


def _public_key(settings: NotifySettings) -> bytes | None:
    """The public half of the key we sign with; None where the mail server signs."""
    if not settings.dkim_key:
        return None
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        PublicFormat,
        load_pem_private_key,
    )

    key = load_pem_private_key(Path(settings.dkim_key).read_bytes(), password=None)
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def keep_findings(session: Session, domain: str, findings: dict[str, Finding], *, now: datetime) -> None:
    """Put them in the place of what was found before."""
    for topic, found in findings.items():
        values = {
            "domain": domain,
            "verdict": found.verdict,
            "finding": found.finding,
            "record": found.record[:2000],
            "checked_at": now,
        }
        row = insert(DomainCheck).values(topic=topic, **values)
        session.execute(row.on_conflict_do_update(index_elements=["topic"], set_=values))


def ask_again(session: Session) -> None:
    """Forget when it was asked, so that the worker asks now."""
    long_ago = datetime(2000, 1, 1, tzinfo=UTC)
    session.execute(update(DomainCheck).values(checked_at=long_ago))
