"""What the next digest would say."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from corridor.web.frame import frame
from notify_service.channels.email.composing import reader_of
from notify_service.channels.email.letters import Letter
from notify_service.digests.letter import digest_letter
from notify_service.digests.queries import news_for_next_digest
from notify_service.members.models import Member
from notify_service.preferences.queries import wishes_of
from notify_service.settings import NotifySettings


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The letter, when it would go out, and to which address."""

    letter: Letter | None
    due_at: datetime | None
    address: str


def preview(session: Session, account_id: UUID, *, now: datetime) -> Preview:
    """The digest rendered now, dated as if it went out when it is due."""
    member = session.get_one(Member, account_id)
    wishes = wishes_of(session, account_id)
    due_at = wishes.next_due_at or wishes.next_digest(now, member.time_zone)
    news = news_for_next_digest(session, member, now=now)
    settings = frame().settings
    assert isinstance(settings, NotifySettings)  # noqa: S101  create_app was called with them
    letter = digest_letter(news, reader_of(member), settings, now=due_at or now) if news else None
    return Preview(letter=letter, due_at=due_at, address=member.email)
