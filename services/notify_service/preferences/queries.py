"""Reading preferences; whoever never chose has the defaults."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from notify_service.preferences import rules
from notify_service.preferences.models import Choice, Forum, Preference


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """All that somebody chose."""

    rhythm: str = rules.DAILY
    digest_hour: int = 7
    digest_weekday: int = 0
    quiet_start: int | None = None
    quiet_end: int | None = None
    next_due_at: datetime | None = None
    choices: dict[tuple[str, str], str] = field(default_factory=dict)

    def channel(self, kind: str, forum: str = "") -> str:
        """The channel that a thing of this kind takes."""
        return rules.channel_for(kind, forum, self.choices, rhythm=self.rhythm)

    def chosen(self, kind: str, forum: str = "") -> str:
        """The channel as chosen on the page; empty for a forum that follows the general choice."""
        if forum:
            return self.choices.get((kind, forum), "")
        return self.choices.get((kind, ""), rules.DEFAULTS[kind])

    def next_digest(self, after: datetime, zone: str) -> datetime | None:
        """When the digest after that moment is due."""
        return rules.next_digest(
            after, rhythm=self.rhythm, hour=self.digest_hour, weekday=self.digest_weekday, zone=zone
        )

    def leave_quiet(self, moment: datetime, zone: str) -> datetime:
        """That moment, or the end of the quiet hours around it."""
        return rules.leave_quiet(moment, start=self.quiet_start, end=self.quiet_end, zone=zone)


def wishes_of(session: Session, account_id: UUID) -> Wishes:
    """What one member chose."""
    return wishes_of_all(session, [account_id])[account_id]


def wishes_of_all(session: Session, accounts: Collection[UUID]) -> dict[UUID, Wishes]:
    """What these members chose, in two queries."""
    choices: dict[UUID, dict[tuple[str, str], str]] = {account: {} for account in accounts}
    for choice in session.scalars(select(Choice).where(Choice.account_id.in_(accounts))):
        choices[choice.account_id][choice.kind, choice.forum] = choice.channel
    found = session.scalars(select(Preference).where(Preference.account_id.in_(accounts)))
    wishes = {row.account_id: _wishes(row, choices[row.account_id]) for row in found}
    return {account: wishes.get(account) or Wishes(choices=choices[account]) for account in accounts}


def _wishes(row: Preference, choices: dict[tuple[str, str], str]) -> Wishes:
    return Wishes(
        rhythm=row.rhythm,
        digest_hour=row.digest_hour,
        digest_weekday=row.digest_weekday,
        quiet_start=row.quiet_start,
        quiet_end=row.quiet_end,
        next_due_at=row.next_due_at,
        choices=choices,
    )


def list_forums(session: Session) -> Sequence[Forum]:
    """The forums that one can choose for, by name."""
    return session.scalars(select(Forum).order_by(Forum.name)).all()
