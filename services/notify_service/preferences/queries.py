"""Reading preferences; whoever never chose has the defaults."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from notify_service.inbox.rules import FORUM_REPLY, FORUM_TOPIC
from notify_service.members.models import Member
from notify_service.preferences import modes, rules
from notify_service.preferences.models import Choice, Forum, Preference, TopicChoice


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """All that somebody chose."""

    rhythm: str = rules.DAILY
    digest_hour: int = 7
    digest_weekday: int = 0
    quiet_start: int | None = None
    quiet_end: int | None = None
    quiet_days: int = 0
    daily_cap: int = 50
    next_due_at: datetime | None = None
    choices: dict[tuple[str, str], str] = field(default_factory=dict)
    # The channel chosen for the topic that was asked about; empty when there is none.
    topic: str = ""
    roles: Collection[str] = ()

    def channel(self, kind: str, forum: str = "") -> str:
        """The channel that a thing of this kind takes."""
        return rules.channel_for(
            kind, forum, self.choices, rhythm=self.rhythm, topic=self.topic, roles=self.roles
        )

    def chosen(self, kind: str) -> str:
        """The channel of a kind as the page shows it, whether a digest is sent or not."""
        return self.choices.get((kind, "")) or rules.default_channel(kind, self.roles)

    def mode(self, forum: str) -> str:
        """How a forum is followed by mail."""
        topics, replies = (
            self.choices.get((kind, forum)) or self.chosen(kind) for kind in (FORUM_TOPIC, FORUM_REPLY)
        )
        return modes.mode_of(topics=topics, replies=replies)

    def next_digest(self, after: datetime, zone: str) -> datetime | None:
        """When the digest after that moment is due."""
        return rules.next_digest(
            after,
            rhythm=self.rhythm,
            hour=self.digest_hour,
            weekday=self.digest_weekday,
            zone=zone,
            quiet_days=self.quiet_days,
        )

    def leave_quiet(self, moment: datetime, zone: str) -> datetime:
        """That moment, or the end of the quiet hours and days around it."""
        return rules.leave_quiet(
            moment, start=self.quiet_start, end=self.quiet_end, zone=zone, quiet_days=self.quiet_days
        )


def wishes_of(session: Session, account_id: UUID) -> Wishes:
    """What one member chose."""
    return wishes_of_all(session, [account_id])[account_id]


def wishes_of_all(session: Session, accounts: Collection[UUID], *, about: str = "") -> dict[UUID, Wishes]:
    """What these members chose, `about` a topic, need or case too; a query a table."""
    choices: dict[UUID, dict[tuple[str, str], str]] = {account: {} for account in accounts}
    for choice in session.scalars(select(Choice).where(Choice.account_id.in_(accounts))):
        choices[choice.account_id][choice.kind, choice.forum] = choice.channel
    rows = session.scalars(select(Preference).where(Preference.account_id.in_(accounts)))
    rhythms = {row.account_id: _rhythm_of(row) for row in rows}
    members = select(Member.account_id, Member.roles).where(Member.account_id.in_(accounts))
    roles = {row.account_id: row.roles for row in session.execute(members)}
    topics = _topic_choices(session, accounts, about) if about else {}
    return {
        account: Wishes(
            **rhythms.get(account, {}),
            choices=choices[account],
            topic=topics.get(account, ""),
            roles=roles.get(account, ()),
        )
        for account in accounts
    }


_RHYTHM = ("rhythm", "digest_hour", "digest_weekday", "quiet_start", "quiet_end", "quiet_days", "daily_cap")


def rhythm_of(row: Preference) -> Wishes:
    """When somebody's mails come, as the row says; without what they chose of kinds and forums."""
    return Wishes(**_rhythm_of(row))


def _rhythm_of(row: Preference) -> dict[str, Any]:
    return {name: getattr(row, name) for name in (*_RHYTHM, "next_due_at")}


def _topic_choices(session: Session, accounts: Collection[UUID], about: str) -> dict[UUID, str]:
    mine = (TopicChoice.group_key == about) & TopicChoice.account_id.in_(accounts)
    rows = session.execute(select(TopicChoice.account_id, TopicChoice.channel).where(mine))
    return {row.account_id: row.channel for row in rows}


def list_forums(session: Session) -> Sequence[Forum]:
    """The forums that one can choose for, by name."""
    return session.scalars(select(Forum).order_by(Forum.name)).all()


def find_forum_name(session: Session, slug: str) -> str:
    """The name of a forum; its slug while it is not known."""
    return session.scalar(select(Forum.name).where(Forum.slug == slug)) or slug
