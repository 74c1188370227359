"""How mails fared in the demo world: most arrive, one mailbox is full, one address is gone."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.demo import Person, people, person
from corridor.ids import demo_id
from notify_service.channels.email.models import Mail
from notify_service.channels.email.suppression import domain_of, hash_of, suppress
from notify_service.inbound.addresses import mail_domain
from notify_service.reach.models import Address, Bounce, DomainCheck
from notify_service.reach.telling import tell_held
from notify_service.settings import NotifySettings

_DAYS = 3
_GONE = "ivana.kovac"
_FULL = "joseph.waqa"
_NO_SUCH = "550 5.1.1 no such user here"
_QUOTA = "452 4.2.2 mailbox full"
_CHECKS = {
    "mx": ("good", "mx_good", "mail.{domain}"),
    "spf": ("good", "spf_good", "v=spf1 mx -all"),
    "dkim": ("good", "dkim_good", "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A…"),
    "dmarc": ("weak", "dmarc_none", "v=DMARC1; p=none; rua=mailto:postmaster@{domain}"),
}


def seed_reach(session: Session, settings: NotifySettings, *, now: datetime) -> None:
    """Load it; a second time changes nothing."""
    for who in people():
        _write_to(session, who, now=now)
    _fill_mailbox(session, person(_FULL), now=now)
    _lose_address(session, person(_GONE), now=now)
    _check_domain(session, mail_domain(settings), now=now)


def _write_to(session: Session, who: Person, *, now: datetime) -> None:
    days = range(15, 15 + _DAYS) if who.handle in (_GONE, _FULL) else range(1, 1 + _DAYS)
    for day in days:
        _keep_mail(session, who, now - timedelta(days=day), state="sent", answer="250 2.0.0 queued")
    values = {
        "address_hash": hash_of(who.email),
        "account_id": who.account_id,
        "domain": domain_of(who.email),
        "last_accepted_at": now - timedelta(days=days[0]),
    }
    session.execute(insert(Address).values(**values).on_conflict_do_nothing())


def _fill_mailbox(session: Session, who: Person, *, now: datetime) -> None:
    for day in (13, 9, 5):
        mail_id = _keep_mail(session, who, now - timedelta(days=day), state="failed", answer=_QUOTA)
        _keep_bounce(session, who, mail_id, now - timedelta(days=day), kind="soft", words=_QUOTA)
    _fail(session, who, since=now - timedelta(days=16), last=now - timedelta(days=5), words=_QUOTA, score=1.0)


def _lose_address(session: Session, who: Person, *, now: datetime) -> None:
    at = now - timedelta(days=8)
    mail_id = _keep_mail(session, who, at, state="failed", answer=_NO_SUCH)
    _keep_bounce(session, who, mail_id, at, kind="refused", words=_NO_SUCH)
    _fail(session, who, since=now - timedelta(days=15), last=at, words=_NO_SUCH, score=2.0)
    if suppress(session, who.email, _NO_SUCH):
        tell_held(session, who.account_id, kind="refused", now=now)


def _keep_mail(session: Session, who: Person, at: datetime, *, state: str, answer: str) -> Any:
    mail_id = demo_id("mail", f"{who.handle}/{at:%Y-%m-%d}")
    values = {
        "id": mail_id,
        "kind": "digest",
        "state": state,
        "account_id": who.account_id,
        "address": who.email,
        "domain": domain_of(who.email),
        "digest_day": at.date(),
        "subject": "News of the forums",
        "created_at": at,
        "due_at": at,
        "attempts": 1,
        "first_tried_at": at,
        "finished_at": at,
        "answer": answer,
    }
    session.execute(insert(Mail).values(**values).on_conflict_do_nothing())
    return mail_id


def _keep_bounce(session: Session, who: Person, mail_id: Any, at: datetime, *, kind: str, words: str) -> None:
    values = {
        "id": demo_id("bounce", f"{mail_id}"),
        "mail_id": mail_id,
        "account_id": who.account_id,
        "domain": domain_of(who.email),
        "kind": kind,
        "status": words.split()[1],
        "diagnostic": words,
        "proven": True,
        "happened_at": at,
    }
    session.execute(insert(Bounce).values(**values).on_conflict_do_nothing())


def _fail(
    session: Session, who: Person, *, since: datetime, last: datetime, words: str, score: float
) -> None:
    address = session.get_one(Address, hash_of(who.email))
    if address.failing_since is None:
        address.failing_since, address.last_failed_at, address.last_answer = since, last, words
        address.score, address.scored_at = score, last


def _check_domain(session: Session, domain: str, *, now: datetime) -> None:
    for topic, (verdict, finding, record) in _CHECKS.items():
        values = {
            "topic": topic,
            "domain": domain,
            "verdict": verdict,
            "finding": finding,
            "record": record.format(domain=domain),
            "checked_at": now,
        }
        session.execute(insert(DomainCheck).values(**values).on_conflict_do_nothing())
