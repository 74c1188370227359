"""Many members, four forums and a day's posts, as they lie in the inboxes when the digests are due."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from corridor.ids import uuid7
from notify_service.inbox.models import Notice
from notify_service.members.models import Member
from notify_service.preferences.models import Forum, Preference

FORUMS = {
    "iag": "Forum for TSC-IAG Members",
    "capacity-building": "Forum on Capacity-Building and Development",
    "cooperation": "Forum on Technical and Scientific Cooperation",
    "knowledge": "Forum on Knowledge Management",
}
_LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")
_DOMAINS = 300
_POSTS_A_TOPIC = 3
_SENTENCE = (
    "The inventory of the inner delta covers every wetland above one hectare, and the classification was "
    "checked in the field by three teams during the dry season. "
)


def make_mail_world(session: Session, *, members: int, posts: int, now: datetime) -> None:
    """Everybody has a digest due now; each post concerns those who follow its forum, three of four."""
    session.execute(insert(Forum), [{"slug": slug, "name": name} for slug, name in FORUMS.items()])
    for start in range(0, members, 1000):
        accounts = [_member(number) for number in range(start, min(start + 1000, members))]
        session.execute(insert(Member), accounts)
        due = [{"account_id": account["account_id"], "next_due_at": now} for account in accounts]
        session.execute(insert(Preference), due)
    session.execute(insert(Notice), [_notice(number, now=now) for number in range(posts)])
    _put_into_inboxes(session)


def address_of(number: int) -> str:
    """The address of the member of that number."""
    return f"member{number}@m{number % _DOMAINS}.example"


def _member(number: int) -> dict[str, Any]:
    return {
        "account_id": UUID(int=number + 1),
        "handle": f"member{number}",
        "name": f"Member {number}",
        "email": address_of(number),
        "organisation": "Institute of Ecology",
        "country": "KE",
        "languages": ["en"],
        "ui_language": _LANGUAGES[number % len(_LANGUAGES)],
        "time_zone": "Africa/Nairobi",
        "roles": ["expert"],
        "active": True,
        "version": 1,
        "unread_count": 0,
    }


def _notice(number: int, *, now: datetime) -> dict[str, Any]:
    slug = tuple(FORUMS)[number % len(FORUMS)]
    topic = number // len(FORUMS) // _POSTS_A_TOPIC * len(FORUMS) + number % len(FORUMS)
    paragraphs = [_SENTENCE * 2] * (1 + number % 3)
    return {
        "event_id": uuid7(),
        "what": "reply_posted",
        "group_key": f"topic/{topic + 1}",
        "title": f"Which wetlands of region {topic} have been mapped?",
        "url": f"http://localhost/forum/t/wetlands/{topic + 1}/{number + 2}",
        "excerpt": _SENTENCE,
        "html": "".join(f"<p>{paragraph}<em>Post {number}.</em></p>" for paragraph in paragraphs),
        "language": "en",
        "actor_id": UUID(int=1),
        "actor_name": "Amina Wanjiru",
        "actor_organisation": "Institute of Ecology",
        "forum_slug": slug,
        "forum_name": FORUMS[slug],
        "words": {},
        "translations": {},
        "happened_at": now - timedelta(minutes=20 * number),
    }


def _put_into_inboxes(session: Session) -> None:
    session.execute(
        text(
            """
            INSERT INTO items (
                id, account_id, event_id, kind, reason, channel, group_key, position, happened_at
            )
            SELECT gen_random_uuid(), member.account_id, notice.event_id, 'forum_reply', 'tracking', 'digest',
                notice.group_key, 2, notice.happened_at
            FROM members member CROSS JOIN notices notice
            WHERE abs(hashtext(member.handle || notice.forum_slug)) % 4 > 0
            """
        )
    )


def whom_it_concerns(session: Session) -> set[str]:
    """The addresses of all who have something to be told."""
    query = select(Member.email).where(
        text("EXISTS (SELECT 1 FROM items WHERE items.account_id = members.account_id)")
    )
    return set(session.scalars(query))
