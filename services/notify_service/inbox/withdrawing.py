"""What was taken down, changed or closed to somebody is not told any more, wherever it waits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, select, text, update
from sqlalchemy.orm import Session

from notify_service.channels.email.models import Mail
from notify_service.channels.email.passing import skip
from notify_service.channels.email.queue import queue_at_once
from notify_service.channels.email.rules import AT_ONCE, DIGEST
from notify_service.digests.models import ToldDate
from notify_service.inbox.actions import recount
from notify_service.inbox.models import Item, Notice, WithdrawnNotice
from notify_service.preferences import rules

# Later it is no news any more.
KEPT = timedelta(days=14)
# Of a post, the notices of it; with the first post goes the topic.
_FIND = text(
    """
    SELECT event_id FROM notices
    WHERE group_key = :key AND (:number = 1 OR url LIKE '%/' || CAST(:number AS text))
    """
)
_SET_ASIDE = text(
    """
    INSERT INTO withdrawn_notices (event_id, group_key, number, withdrawn_at, notice, items)
    SELECT n.event_id, n.group_key, :number, :now, to_jsonb(n),
        COALESCE((SELECT jsonb_agg(to_jsonb(i)) FROM items i WHERE i.event_id = n.event_id), '[]')
    FROM notices n WHERE n.event_id = ANY (:ids)
    """
)
_BRING_NOTICES = text(
    """
    INSERT INTO notices
    SELECT (jsonb_populate_record(NULL::notices, w.notice)).* FROM withdrawn_notices w
    WHERE w.group_key = :key AND w.number = :number
    ON CONFLICT DO NOTHING RETURNING event_id
    """
)
# Not for those who left meanwhile.
_BRING_ITEMS = text(
    """
    INSERT INTO items
    SELECT (jsonb_populate_record(NULL::items, item)).*
    FROM withdrawn_notices w CROSS JOIN jsonb_array_elements(w.items) item
    WHERE w.event_id = ANY (:ids) AND EXISTS (
        SELECT 1 FROM members m WHERE m.active AND m.account_id = CAST(item ->> 'account_id' AS uuid))
    ON CONFLICT DO NOTHING
    """
)


@dataclass(frozen=True)
class Words:
    """How a post reads."""

    html: str
    excerpt: str
    language: str


def withdraw_post(session: Session, group_key: str, number: int, *, now: datetime) -> None:
    """A post was taken down: out of the inboxes, and out of all mails that have not gone."""
    ids = list(session.scalars(_FIND, {"key": group_key, "number": number}))
    if not ids:
        return
    told = session.execute(select(Item.account_id).distinct().where(Item.event_id.in_(ids))).scalars().all()
    mails = _let_go(session, Item.event_id.in_(ids))
    values = {"ids": ids, "number": number, "now": now}
    session.execute(_SET_ASIDE, values)
    session.execute(delete(Notice).where(Notice.event_id.in_(ids)))
    _write_anew(session, mails, now=now)
    recount(session, told)


def restore_post(session: Session, group_key: str, number: int, *, now: datetime) -> None:
    """A post was put back: who was not mailed of it is, and nobody twice."""
    ids = list(session.scalars(_BRING_NOTICES, {"key": group_key, "number": number}))
    if not ids:
        return
    session.execute(_BRING_ITEMS, {"ids": ids})
    session.execute(delete(WithdrawnNotice).where(WithdrawnNotice.event_id.in_(ids)))
    of_them = Item.event_id.in_(ids)
    told = session.execute(select(Item.account_id).distinct().where(of_them)).scalars().all()
    _queue_again(session, of_them, group_key, now=now)
    recount(session, told)


def change_post(session: Session, group_key: str, number: int, words: Words, *, now: datetime) -> None:
    """A post was edited: mails that have not gone tell it as it is now."""
    own = (Notice.group_key == group_key) & Notice.url.endswith(f"/{number}") & (Notice.html != "")
    changed = update(Notice).where(own).values(**vars(words)).returning(Notice.event_id)
    ids = session.scalars(changed.execution_options(synchronize_session=False)).all()
    _write_anew(session, _mails_with(session, Item.event_id.in_(ids)), now=now)


def close_to(
    session: Session, accounts: Collection[UUID], which: ColumnElement[bool], *, now: datetime
) -> None:
    """What these accounts have not read of `which` notices, they are not told any more."""
    notices = select(Notice.event_id).where(which)
    unread = Item.account_id.in_(accounts) & Item.read_at.is_(None) & Item.event_id.in_(notices)
    mails = _let_go(session, unread)
    gone = delete(Item).where(unread).returning(Item.account_id)
    told = session.scalars(gone.execution_options(synchronize_session=False)).all()
    _write_anew(session, mails, now=now)
    recount(session, sorted(set(told)))


def forget_withdrawn(session: Session, *, now: datetime) -> None:
    """Drop what was taken down for good."""
    session.execute(delete(WithdrawnNotice).where(WithdrawnNotice.withdrawn_at < now - KEPT))


def _mails_with(session: Session, which: ColumnElement[bool]) -> Sequence[UUID]:
    """The mails that tell of these items and have not gone."""
    carried = select(Item.mail_id).where(which).union(select(Item.digest_id).where(which))
    waiting = Mail.id.in_(carried), Mail.state == "queued"
    return session.scalars(select(Mail.id).where(*waiting).order_by(Mail.id).with_for_update()).all()


def _let_go(session: Session, which: ColumnElement[bool]) -> Sequence[UUID]:
    """Take items out of the mails that have not gone; which mails these are."""
    mails = _mails_with(session, which)
    session.execute(_change(which & Item.mail_id.in_(mails), mail_id=None))
    session.execute(_change(which & Item.digest_id.in_(mails), digest_id=None))
    return mails


def _write_anew(session: Session, mails: Sequence[UUID], *, now: datetime) -> None:
    """Let each be composed again, or not go where nothing is left to tell."""
    for mail in session.scalars(select(Mail).where(Mail.id.in_(mails)).order_by(Mail.id)):
        if mail.kind == DIGEST and not _tells_anything(session, mail):
            skip(mail, "withdrawn", "what it told was taken down", now=now)
        elif mail.kind == AT_ONCE and mail.mime is not None and _has_successor(session, mail):
            # Two open mails of one topic cannot be: the other one takes along what is left.
            session.execute(_change(Item.mail_id == mail.id, mail_id=None))
            skip(mail, "withdrawn", "what it told was taken down", now=now)
        else:
            mail.mime, mail.message_id = None, ""
        session.flush()


def _tells_anything(session: Session, mail: Mail) -> bool:
    items, dates = exists().where(Item.digest_id == mail.id), exists().where(ToldDate.digest_id == mail.id)
    return bool(session.scalar(select(items | dates)))


def _has_successor(session: Session, mail: Mail) -> bool:
    same = (Mail.account_id == mail.account_id) & (Mail.group_key == mail.group_key) & (Mail.id != mail.id)
    waiting = exists().where(same, Mail.kind == AT_ONCE, Mail.state == "queued", Mail.mime.is_(None))
    return bool(session.scalar(select(waiting)))


def _queue_again(session: Session, which: ColumnElement[bool], group_key: str, *, now: datetime) -> None:
    """See to a mail for those whose mail has not gone."""
    waiting = which & (Item.channel == rules.MAIL) & Item.mail_id.is_(None) & Item.read_at.is_(None)
    accounts = session.scalars(select(Item.account_id).distinct().where(waiting)).all()
    queue_at_once(session, accounts, group_key, now=now)


def _change(which: ColumnElement[bool], **values: Any) -> Any:
    return update(Item).where(which).values(**values).execution_options(synchronize_session=False)
