"""Tables of the mail channel."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import CreatedAt, Json, Moment, UuidKey
from notify_service.db import Base

STATES = ("queued", "claimed", "in_doubt", "sent", "failed", "suppressed")


class Mail(Base):
    """One mail to one person, from the wish to the server's answer.

    The message itself is composed when a mailer claims the row for the first time and frozen with
    its Message-ID: whatever is sent later, after a crash or a refusal, is that very message.
    """

    __tablename__ = "mails"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("kind IN ('at_once', 'digest', 'security', 'bulletin', 'answer')", name="kind"),
        # What happens in one topic before the mail is composed travels in that mail.
        Index(
            "uq_mails_open_group",
            "account_id",
            "group_key",
            unique=True,
            postgresql_where=text("kind = 'at_once' AND state = 'queued' AND mime IS NULL"),
        ),
        # Never two digests for one day of the reader's calendar.
        Index(
            "uq_mails_digest_day",
            "account_id",
            "digest_day",
            unique=True,
            postgresql_where=text("kind = 'digest'"),
        ),
        Index("ix_mails_due", "due_at", postgresql_where=text("state = 'queued'")),
        Index("ix_mails_lease", "lease_until", postgresql_where=text("state IN ('claimed', 'in_doubt')")),
        Index("ix_mails_thread", "account_id", "group_key", "created_at"),
        Index("ix_mails_created", "created_at"),
        Index("ix_mails_skipped", "created_at", postgresql_where=text("skipped <> ''")),
    )

    id: Mapped[UuidKey]
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="queued", default="queued")
    account_id: Mapped[UUID | None]
    # Known from the start for security mails, else filled in when the mail is composed.
    address: Mapped[str] = mapped_column(server_default="", default="")
    group_key: Mapped[str] = mapped_column(server_default="", default="")
    digest_day: Mapped[date | None]
    # The words of a security mail; emptied once it is sent, for it holds a code.
    words: Mapped[Json] = mapped_column(server_default=text("'{}'"), default=dict)
    created_at: Mapped[CreatedAt]
    due_at: Mapped[Moment]
    expires_at: Mapped[Moment | None]

    subject: Mapped[str] = mapped_column(server_default="", default="")
    message_id: Mapped[str] = mapped_column(server_default="", default="")
    mime: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)

    # Who works on it: a new token each time, so a mailer that was overtaken finds out.
    worker: Mapped[UUID | None]
    lease_until: Mapped[Moment | None]
    attempts: Mapped[int] = mapped_column(server_default="0", default=0)
    first_tried_at: Mapped[Moment | None]
    finished_at: Mapped[Moment | None]
    # How often the server's last word was missed: once the mail goes again, then it stays in doubt.
    doubts: Mapped[int] = mapped_column(SmallInteger, server_default="0", default=0)
    # The server's last answer, or why the mail was not sent.
    answer: Mapped[str] = mapped_column(server_default="", default="")
    # Why it was not needed (`rules.SKIPS`); empty otherwise.
    skipped: Mapped[str] = mapped_column(server_default="", default="")
    # The domain it went to, and its turn there when there were too many at once.
    domain: Mapped[str] = mapped_column(server_default="", default="")
    paced_until: Mapped[Moment | None]
    # Accepted first, and then a report came that it did not arrive.
    bounced_at: Mapped[Moment | None]


class Suppression(Base):
    """An address that is not written to for now; only its hash is kept, even after its owner left.

    `kind`: "refused" (a server said that there is no such address), "hard" and "soft" (by bounces),
    "complaint" (its owner, or the provider for them, called a mail of ours spam).
    """

    __tablename__ = "suppressions"
    __table_args__ = (CheckConstraint("kind IN ('refused', 'hard', 'soft', 'complaint')", name="kind"),)

    address_hash: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(server_default="refused", default="refused")
    reason: Mapped[str]
    created_at: Mapped[CreatedAt]
