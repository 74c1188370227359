"""Tables of the mail that comes in."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BoolFalse, Moment, UuidKey
from notify_service.db import Base

STATES = ("new", "held", "handed", "moderated", "posted", "done", "refused", "dropped")


class IncomingMail(Base):
    """One mail to one address of ours, from its arrival to what became of it.

    The bytes are kept as they came until `mail_keep_days` are over; everything else is read from them.
    `handed` waits for the forum's answer, `moderated` for a moderator, `held` for its sender or the staff.
    """

    __tablename__ = "incoming"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        # A mail server that does not hear our answer hands the mail over again.
        UniqueConstraint("message_id", "recipient"),
        Index("ix_incoming_due", "due_at", postgresql_where=text("state = 'new'")),
        Index("ix_incoming_account", "account_id", "received_at"),
        Index("ix_incoming_state", "state", "received_at", "id"),
        Index("ix_incoming_received", "received_at", "id"),
        Index("ix_incoming_raw", "received_at", postgresql_where=text("raw IS NOT NULL")),
    )

    id: Mapped[UuidKey]
    # How it came: "lmtp", "imap", or "site" (answered in the viewer of a demonstration).
    way: Mapped[str]
    message_id: Mapped[str]
    recipient: Mapped[str]
    # The envelope's sender; empty for reports and robots that want no answer.
    return_path: Mapped[str] = mapped_column(server_default="", default="")
    received_at: Mapped[Moment]
    size: Mapped[int]
    raw: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)

    state: Mapped[str] = mapped_column(server_default="new", default="new")
    # Why it is in this state: a code of `phrases.REASONS`, and words for staff.
    reason: Mapped[str] = mapped_column(server_default="", default="")
    detail: Mapped[str] = mapped_column(server_default="", default="")
    due_at: Mapped[Moment]
    attempts: Mapped[int] = mapped_column(server_default="0", default=0)
    finished_at: Mapped[Moment | None]

    # Whose mail it is, as far as it is known.
    account_id: Mapped[UUID | None]
    sender: Mapped[str] = mapped_column(server_default="", default="")
    sender_name: Mapped[str] = mapped_column(server_default="", default="")
    subject: Mapped[str] = mapped_column(server_default="", default="")
    nature: Mapped[str] = mapped_column(server_default="", default="")
    # Whether a robot or the null sender wrote it is known only after reading; then nobody is answered.
    answerable: Mapped[BoolFalse]
    authentication: Mapped[str] = mapped_column(server_default="", default="")
    own: Mapped[str] = mapped_column(server_default="", default="")
    cut: Mapped[str] = mapped_column(server_default="", default="")
    # name, media_type, size; the bytes are in `raw`.
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"), default=list)

    # What it asks for.
    act: Mapped[str] = mapped_column(server_default="", default="")
    topic_id: Mapped[int | None] = mapped_column(BigInteger)
    post_number: Mapped[int | None]
    forum_slug: Mapped[str] = mapped_column(server_default="", default="")

    # When the account was asked whether it is its own, and who let it through or dropped it.
    asked_at: Mapped[Moment | None]
    decided_by: Mapped[UUID | None]
    url: Mapped[str] = mapped_column(server_default="", default="")


class SenderAddress(Base):
    """A further address that somebody writes from, confirmed by a link sent to the one of the account."""

    __tablename__ = "sender_addresses"

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True, index=True)
    confirmed_at: Mapped[Moment]


class MailAnswer(Base):
    """How often an address was answered for a reason on a day: two robots must not write to each other."""

    __tablename__ = "mail_answers"

    address_hash: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(server_default="1", default=1)
