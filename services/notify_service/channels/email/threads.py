"""Where a mail stands among the others on its topic: names that never change, kept with each mail.

A post's mail bears the post's own name, `<topic.12.post.3@house>`, the first post's that of the topic, so
that every mail program puts answers below what they answer, and knows a post again whoever it went to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from notify_service.channels.email.models import Mail
from notify_service.inbox.models import Item
from notify_service.settings import NotifySettings


@dataclass(frozen=True, kw_only=True)
class Thread:
    """A mail's own name, those of the mails before it (the one it answers last), and their subject."""

    message_id: str
    before: tuple[str, ...] = ()
    subject: str = ""


def place_in_thread(session: Session, mail: Mail, items: Sequence[Item], settings: NotifySettings) -> Thread:
    """The place of a mail that tells these items of one group: below what it answers, else below the first
    mail that this reader got of it. All name the topic itself, whether its own mail was sent or not."""
    root = message_id(mail.group_key.replace("/", "."), settings)
    own = _own_name(session, mail, items[-1], settings)
    first = _first(session, mail)
    parent = _parent(session, items[0], settings) or (first[0] if first else "")
    above = dict.fromkeys(name for name in (root, parent) if name)
    return Thread(
        message_id=own,
        before=() if own == root else tuple(name for name in above if name != own),
        subject=first[1] if first else "",
    )


def message_id(local: str, settings: NotifySettings) -> str:
    """A Message-ID of ours, the same whenever it is asked for."""
    return f"<{local}@{parseaddr(settings.mail_from)[1].rpartition('@')[2]}>"


def post_id(group_key: str, number: int, settings: NotifySettings) -> str:
    """The name of a post's mail; the first post gives the topic its name."""
    topic = group_key.replace("/", ".")
    return message_id(topic if number == 1 else f"{topic}.post.{number}", settings)


def _own_name(session: Session, mail: Mail, last: Item, settings: NotifySettings) -> str:
    """The last post's name; a mail on no post, or on one that was mailed before, has a name of its own."""
    own = message_id(str(mail.id), settings)
    if last.position is None:
        return own
    of_post = post_id(mail.group_key, last.position, settings)
    taken = exists().where(Mail.account_id == mail.account_id, Mail.message_id == of_post)
    return own if session.scalar(select(taken)) else of_post


def _parent(session: Session, item: Item, settings: NotifySettings) -> str:
    """The mail that brought this reader the post which is answered; failing that, the post's name."""
    number = item.notice.words.get("parent")
    if not isinstance(number, int):
        return ""
    brought = _mail_with(session, item.account_id, item.group_key, number)
    return brought or post_id(item.group_key, number, settings)


def _mail_with(session: Session, account_id: UUID, group_key: str, number: int) -> str | None:
    same = (Item.account_id == account_id) & (Item.group_key == group_key) & (Item.position == number)
    query = select(Mail.message_id).join(Item, Item.mail_id == Mail.id).where(same, Mail.message_id != "")
    return session.scalar(query.limit(1))


def _first(session: Session, mail: Mail) -> tuple[str, str] | None:
    """The first mail of the group in the reader's mailbox, with its subject."""
    same = (Mail.account_id == mail.account_id) & (Mail.group_key == mail.group_key) & (Mail.id != mail.id)
    sent = Mail.state.in_(("sent", "in_doubt"))
    query = select(Mail.message_id, Mail.subject).where(same, sent).order_by(Mail.created_at, Mail.id)
    row = session.execute(query.limit(1)).first()
    return (row.message_id, row.subject) if row else None
