"""Tables of the calendar."""

from uuid import UUID

from sqlalchemy import BigInteger, Index, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BigKey, BoolFalse, Moment, TextList
from notify_service.db import Base


class Date(Base):
    """Something that has its time: a meeting, a deadline, a milestone; set by services and bulletins."""

    __tablename__ = "dates"
    __table_args__ = (Index("ix_dates_starts_at", "starts_at"),)

    # The name of the thing for ever: "meeting/3", "case/<id>/milestone/<id>", "bulletin/<id>".
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    # "meeting", "call_closes", "poll_closes", "milestone", "answer_due", "wanted_by", "bulletin_due".
    what: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
    starts_at: Mapped[Moment]
    # A deadline has none.
    ends_at: Mapped[Moment | None]
    # Days without hours: from midnight to midnight in the zone of the place.
    whole_days: Mapped[BoolFalse]
    place: Mapped[str] = mapped_column(Text, server_default="", default="")
    time_zone: Mapped[str] = mapped_column(Text, server_default="UTC", default="UTC")
    language: Mapped[str] = mapped_column(Text, server_default="en", default="en")
    # Who sees it: whoever holds one of the roles ("member": any role), and the accounts.
    roles: Mapped[TextList]
    accounts: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), server_default=text("'{}'"), default=list)
    # It is off; the row stays for a while, so that calendars that know it learn of it.
    removed: Mapped[BoolFalse]
    sequence: Mapped[int] = mapped_column(BigInteger, server_default="0", default=0)
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]


class CalendarKey(Base):
    """A secret in the address of a calendar; it opens that and nothing else, and only its hash is kept."""

    __tablename__ = "calendar_keys"
    __table_args__ = (Index("ix_calendar_keys_account_id", "account_id"),)

    id: Mapped[BigKey]
    account_id: Mapped[UUID] = mapped_column(Uuid)
    digest: Mapped[str] = mapped_column(Text, unique=True)
    # Which program it was made for, in the member's words.
    label: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Moment]
    # To the day: tells its owner which one nobody needs any more.
    used_at: Mapped[Moment | None]
