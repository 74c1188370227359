"""What is done with a mail once it is decided upon."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.errors import Conflict
from corridor.events.forum import MailTaken
from corridor.events.notify import MailReceived
from corridor.messaging import outbox
from notify_service import urls
from notify_service.inbound.addresses import confirm_address
from notify_service.inbound.answering import answer
from notify_service.inbound.models import IncomingMail, SenderAddress
from notify_service.inbound.queries import find_incoming, writes_from
from notify_service.inbound.rules import WRITTEN
from notify_service.inbound.tokens import confirm_url
from notify_service.inbox.rules import FORUM_TOPIC
from notify_service.members.models import Member
from notify_service.preferences import modes
from notify_service.preferences.actions import choose_mode
from notify_service.settings import NotifySettings
from notify_service.unsubscribing.actions import steer_topic, unsubscribe
from notify_service.unsubscribing.tokens import DIGEST, MUTE, Subscription

_OPEN = ("handed", "moderated")
_FORUM_MODES = {"mute": modes.OFF, "track": modes.IN_DIGEST, "watch": modes.ALL}


def hand_over(session: Session, row: IncomingMail, settings: NotifySettings, *, act: str) -> None:
    """Tell the forum; what it says comes back as MailTaken."""
    row.state, row.act, row.reason = "handed", act, ""
    written = act in WRITTEN
    event = MailReceived(
        incoming_id=str(row.id),
        account_id=str(row.account_id),
        act=act,
        received_at=row.received_at.isoformat(),
        topic_id=row.topic_id,
        post_number=row.post_number,
        forum_slug=row.forum_slug,
        title=row.subject,
        text=row.own if written else "",
        files=[_file(row.id, file, settings) for file in row.files] if written else [],
    )
    outbox.record(session, event)


def _file(incoming_id: UUID, file: Mapping[str, Any], settings: NotifySettings) -> dict[str, Any]:
    path = f"/notify/internal/incoming/{incoming_id}/files/{file['number']}"
    return {**file, "url": urls.absolute(settings, path)}


def ask_sender(
    session: Session,
    row: IncomingMail,
    member: Member,
    settings: NotifySettings,
    *,
    reason: str,
    now: datetime,
) -> None:
    """Hold the mail and ask at the account's own address whether it is theirs."""
    row.state, row.reason, row.asked_at = "held", reason, now
    words = {"url": confirm_url(settings, row.id), "reply_to": confirm_address(settings, row.id)}
    answer(session, row, "confirm", member=member, now=now, address=member.email, words=words)


def hold(row: IncomingMail, *, reason: str) -> None:
    """Keep it for the staff to look at."""
    row.state, row.reason = "held", reason


def drop(row: IncomingMail, *, reason: str, now: datetime, by: UUID | None = None) -> None:
    """Do nothing with it and tell nobody."""
    row.state, row.reason, row.finished_at, row.decided_by = "dropped", reason, now, by


def finish(row: IncomingMail, *, reason: str, now: datetime) -> None:
    """It did what it was written for."""
    row.state, row.reason, row.finished_at = "done", reason, now


def refuse(
    session: Session,
    row: IncomingMail,
    member: Member | None,
    *,
    reason: str,
    now: datetime,
    words: Mapping[str, Any] | None = None,
) -> None:
    """Post nothing and say why; the text goes back with it."""
    row.state, row.reason, row.finished_at = "refused", reason, now
    answer(session, row, "refused", member=member, now=now, address=_home(session, row, member), words=words)


def _home(session: Session, row: IncomingMail, member: Member | None) -> str:
    """Where a member is answered: where they wrote from if that is theirs, else at the account's address."""
    if member is None or writes_from(session, member, row.sender):
        return row.sender
    return member.email


def carry_out(
    session: Session, row: IncomingMail, act: str, stream: tuple[str, str] | None, *, now: datetime
) -> None:
    """Do what a link in a mail would: leave a stream of mails, mute, track or watch a topic or a forum."""
    kind, forum = stream or ("", row.forum_slug)
    row.act, account_id = act, row.account_id
    if account_id is None:
        raise ValueError("A command without somebody who gives it.")
    if row.topic_id is not None:
        # To leave a topic is to be told nothing more of it.
        steer_topic(
            session, account_id, f"topic/{row.topic_id}", MUTE if act == "unsubscribe" else act, now=now
        )
    elif act in _FORUM_MODES and forum:
        choose_mode(session, account_id, forum, _FORUM_MODES[act], now=now)
    else:
        kind = kind or (FORUM_TOPIC if forum else DIGEST)
        unsubscribe(session, Subscription(account_id=account_id, kind=kind, forum=forum), now=now)
    finish(row, reason="command", now=now)


def release(
    session: Session,
    row: IncomingMail,
    settings: NotifySettings,
    *,
    by: UUID | None,
    now: datetime,
    remember: bool = False,
) -> None:
    """Let a mail through that was held back, refused or dropped: its sender or the staff vouch for it."""
    if not may_be_released(row):
        raise Conflict(_("This mail cannot be posted."))
    if remember and row.account_id is not None and row.sender:
        _remember_address(session, row.account_id, row.sender, now=now)
    row.decided_by, row.finished_at = by, None
    # Somebody waits for it now, so there will be an answer.
    row.asked_at = row.asked_at or now
    hand_over(session, row, settings, act=row.act)


def answer_question(
    session: Session,
    row: IncomingMail,
    settings: NotifySettings,
    *,
    choice: str,
    by: UUID | None,
    now: datetime,
) -> None:
    """Who was asked says: "post" it, "remember" the address as well, or (anything else) it is not theirs."""
    if row.state != "held" or row.asked_at is None:
        raise Conflict(_("This mail does not wait any more."))
    if choice in ("post", "remember"):
        release(session, row, settings, by=by, now=now, remember=choice == "remember")
    else:
        drop(row, reason="sender", now=now, by=by)


def drop_held(row: IncomingMail, *, reason: str, by: UUID | None, now: datetime) -> None:
    """Somebody looked at a mail that waits, and it is not to be posted."""
    if not may_be_dropped(row):
        raise Conflict(_("This mail does not wait any more."))
    drop(row, reason=reason, now=now, by=by)


def may_be_released(row: IncomingMail) -> bool:
    """Whether it is known whose it is, what it is for, and that nothing was done with it."""
    # What the forum has refused it will not take a second time.
    waits = row.state in ("held", "refused", "dropped") and row.reason != "forum"
    return waits and row.account_id is not None and row.act in WRITTEN and bool(row.own or row.files)


def may_be_dropped(row: IncomingMail) -> bool:
    """Whether it waits for somebody's word."""
    return row.state == "held"


def _remember_address(session: Session, account_id: UUID, address: str, *, now: datetime) -> None:
    row = insert(SenderAddress).values(account_id=account_id, address=address, confirmed_at=now)
    session.execute(row.on_conflict_do_nothing())


def note_taken(session: Session, event: MailTaken, *, now: datetime) -> None:
    """Write down what the forum did with a mail, and tell its sender what they have to know."""
    row = find_incoming(session, UUID(event.incoming_id), lock=True)
    if row is None or row.state not in _OPEN:
        return
    member = session.get(Member, row.account_id) if row.account_id else None
    words = {"url": event.url, "because": event.reason, "files": event.refused_files}
    if event.outcome == "refused":
        row.detail = event.code
        refuse(session, row, member, reason="forum", now=now, words=words)
        return
    _finish_taken(row, event, now=now)
    tell = bool(event.refused_files) or event.outcome == "held" or row.asked_at is not None
    if tell and row.act in WRITTEN:
        what = "moderated" if event.outcome == "held" else "posted"
        answer(session, row, what, member=member, now=now, address=_home(session, row, member), words=words)


def _finish_taken(row: IncomingMail, event: MailTaken, *, now: datetime) -> None:
    row.url, row.detail = event.url, event.code
    if event.outcome == "held":
        row.state = "moderated"
        return
    row.state, row.finished_at = "posted" if event.outcome == "posted" else "done", now
