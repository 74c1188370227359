"""Notifications of the demo world: two that were sent and followed, one that waits, one being written."""

import tomllib
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from corridor import clock
from corridor.demo import person
from corridor.ids import demo_id
from notify_service.bulletins import actions, drafting, rules
from notify_service.bulletins.addressing import Addressees
from notify_service.bulletins.drafting import Draft, Words
from notify_service.bulletins.models import Bulletin, Recipient
from notify_service.bulletins.steps import Officer
from notify_service.channels.email.models import Mail
from notify_service.channels.email.rules import BULLETIN


def seed_bulletins(session: Session) -> None:
    """Write them with the same acts as the desk does; a second time changes nothing."""
    for told in _told():
        if session.get(Bulletin, demo_id("bulletin", told["key"])) is None:
            _tell(session, told)


@cache
def _told() -> list[dict[str, Any]]:
    text = files("notify_service").joinpath("data/bulletins.toml").read_text("utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["bulletin"]
    return found


def _tell(session: Session, told: dict[str, Any]) -> None:
    at = clock.now() - timedelta(days=told["days_ago"])
    writer, approver = _officer(told["by"]), _officer(told["approved_by"])
    bulletin = drafting.draft_bulletin(session, writer, _draft(told, at), now=at, bulletin_id=_id(told))
    if told["state"] != rules.DRAFT:
        actions.submit(session, bulletin, writer, now=at)
    if told["state"] == rules.SENT:
        actions.approve(session, bulletin, approver, now=at)
        _let_arrive(session, bulletin, at=at)


def _id(told: dict[str, Any]) -> UUID:
    return demo_id("bulletin", told["key"])


def _officer(handle: str) -> Officer:
    one = person(handle)
    return Officer(id=one.account_id, name=one.name)


def _draft(told: dict[str, Any], at: datetime) -> Draft:
    texts = {
        text["language"]: Words(**{name: text[name] for name in ("subject", "action", "body")})
        for text in told["text"]
    }
    return Draft(
        symbol=told["symbol"],
        language="en",
        texts=texts,
        addressees=Addressees.read(told["addressees"]),
        action_by=(at + timedelta(days=told["days"])).date() if told["days"] else None,
        action_url="",
        remind_days=tuple(told["remind_days"]),
    )


def _let_arrive(session: Session, bulletin: Bulletin, *, at: datetime) -> None:
    """What became of it: most were reached, many opened it, some have acted, a few addresses are dead."""
    recipients = session.scalars(select(Recipient).where(Recipient.bulletin_id == bulletin.id)).all()
    arrived = at + timedelta(minutes=3)
    mails = [_mail(bulletin, recipient, number, arrived) for number, recipient in enumerate(recipients)]
    session.execute(insert(Mail), mails)
    for number, (recipient, mail) in enumerate(zip(recipients, mails, strict=True)):
        recipient.mail_id = mail["id"]
        if mail["state"] == "sent" and number % 3:
            recipient.opened_at = at + timedelta(hours=number % 70 + 1)
        if mail["state"] == "sent" and number % 4 == 1 and bulletin.action_by:
            recipient.acted_at = at + timedelta(days=number % 12 + 1)
    bulletin.state, bulletin.sent_at = rules.SENT, arrived


def _mail(bulletin: Bulletin, recipient: Recipient, number: int, arrived: datetime) -> dict[str, Any]:
    refused = number % 41 == 40
    return {
        "id": demo_id("mail", f"{bulletin.number}/{recipient.email}"),
        "kind": BULLETIN,
        "state": "failed" if refused else "sent",
        "address": recipient.email,
        "group_key": f"bulletin/{bulletin.number}",
        "subject": f"Notification {bulletin.number}",
        "due_at": arrived,
        "created_at": arrived,
        "finished_at": arrived,
        "first_tried_at": arrived,
        "attempts": 1,
        "answer": "550 5.1.1 The mailbox does not exist" if refused else "250 2.0.0 Ok: queued",
    }
