"""Tables of the inbox."""

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from corridor.db import Json, Moment, UuidKey
from notify_service.db import Base


class Notice(Base):
    """Something that happened, stored once however many people it concerns."""

    __tablename__ = "notices"

    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    # The event's short name: "reply_posted", "need_endorsed"; the sentence is made from it when shown.
    what: Mapped[str]
    group_key: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    url: Mapped[str]
    excerpt: Mapped[str]
    # The rendered post, for mails; empty where the excerpt is all there is.
    html: Mapped[str]
    language: Mapped[str]
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str]
    actor_organisation: Mapped[str]
    forum_slug: Mapped[str]
    forum_name: Mapped[str]
    # Further words of the sentence: provider_name, party_name, role, change, reason.
    words: Mapped[Json]
    # The post in other languages: code to `html` (empty: taken away), `by`, `machine`, `url` of the original,
    # and `told_at`, by which the later one holds.
    translations: Mapped[Json] = mapped_column(server_default=text("'{}'"), default=dict)
    happened_at: Mapped[Moment] = mapped_column(index=True)


class Item(Base):
    """A notice in somebody's inbox; one per account and event, whatever the number of reasons."""

    __tablename__ = "items"
    __table_args__ = (
        UniqueConstraint("account_id", "event_id"),
        Index("ix_items_account_group", "account_id", "group_key", "happened_at"),
        Index("ix_items_unread", "account_id", postgresql_where=text("read_at IS NULL")),
        Index(
            "ix_items_for_digest",
            "account_id",
            postgresql_where=text("channel = 'digest' AND digest_id IS NULL AND read_at IS NULL"),
        ),
    )

    id: Mapped[UuidKey]
    account_id: Mapped[UUID]
    event_id: Mapped[UUID] = mapped_column(ForeignKey("notices.event_id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    reason: Mapped[str]
    # The channel chosen when the item arrived: site, digest or mail.
    channel: Mapped[str]
    group_key: Mapped[str]
    # The post number within a topic; reading up to it reads the item.
    position: Mapped[int | None]
    happened_at: Mapped[Moment]
    read_at: Mapped[Moment | None]
    # The one mail, at once or digest, that carried the item; never set twice.
    mail_id: Mapped[UUID | None] = mapped_column(index=True)
    digest_id: Mapped[UUID | None] = mapped_column(index=True)

    notice: Mapped[Notice] = relationship(lazy="raise", innerjoin=True)


class WithdrawnNotice(Base):
    """A notice of a post that was taken down, with its items as they were, should the post come back.

    `number` is the post that was taken down: the first one takes the whole topic along.
    """

    __tablename__ = "withdrawn_notices"
    __table_args__ = (Index("ix_withdrawn_notices_group_key_number", "group_key", "number"),)

    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    group_key: Mapped[str]
    number: Mapped[int]
    withdrawn_at: Mapped[Moment]
    notice: Mapped[Json]
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)


class Counter(Base):
    """How many items are unread; `sequence` grows with each change, so older news never wins."""

    __tablename__ = "counters"

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    unread: Mapped[int]
    sequence: Mapped[int] = mapped_column(BigInteger)


class Reading(Base):
    """How far somebody has read a topic; a notice that arrives after the reading is born read."""

    __tablename__ = "readings"

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    group_key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
