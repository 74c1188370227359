"""A group's forum full of things, most of them Maria's, and everybody signed in."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from corridor import clock
from corridor.testing import add_member, client_for, sign_in
from corridor.testing.browser import Browser
from forum_service.members.models import Member
from forum_service.service import SERVICE
from tests.forum_service.permissions.policies import (
    EX_MEMBER,
    FORMER_MEMBER,
    FRIEND,
    MEMBER,
    MODERATOR,
    OTHER_MODERATOR,
    PEOPLE,
    SECRETARY,
)

# In no language: whoever meets it read what is in the forum, or in the message.
SECRET = "quokkaplan"
WHISPER = "numbatnote"


@dataclass(frozen=True)
class World:
    """Browsers of everybody, and what the rows' paths need."""

    browsers: dict[str, Browser]
    message: int


def build(session: Session) -> World:
    """Open the topic, fill the forum, send the message; sign everybody in."""
    _appoint(session)
    for one in (MEMBER, FORMER_MEMBER, FRIEND, MODERATOR, OTHER_MODERATOR, SECRETARY):
        add_member(session, Member, one)
    session.commit()
    member = sign_in(client_for(SERVICE), MEMBER)
    former = sign_in(client_for(SERVICE), FORMER_MEMBER)
    _discuss(member, former)
    _whisper(member)
    _use_features(member)
    _keep_order(session, member, sign_in(client_for(SERVICE), MODERATOR))
    session.execute(
        text("UPDATE members SET roles = '{expert}' WHERE handle = :who"), {"who": EX_MEMBER.handle}
    )
    message = session.scalars(text("SELECT min(id) FROM posts WHERE topic_id = 2")).one()
    session.commit()
    browsers = {
        name: sign_in(client_for(SERVICE), who) if who else client_for(SERVICE)
        for name, who in PEOPLE.items()
    }
    return World(browsers=browsers, message=message)


def _appoint(session: Session) -> None:
    for slug, group in (("iag", "group:keepers-here"), ("cooperation", "group:keepers-elsewhere")):
        session.execute(
            text("UPDATE boards SET moderate_roles = ARRAY[:group] WHERE slug = :slug"),
            {"slug": slug, "group": group},
        )
    session.commit()


def _discuss(member: Browser, former: Browser) -> None:
    _do(member, "/forum/topics", title=f"The {SECRET} for the group", forum="iag", raw=f"Our {SECRET} says")
    _do(former, "/forum/t/1/replies", raw=f"I know the {SECRET} too")


def _whisper(member: Browser) -> None:
    _do(member, "/forum/messages", to=FRIEND.handle, title=f"A {WHISPER}", raw=f"Our {WHISPER} is ours")


def _use_features(member: Browser) -> None:
    day = f"{clock.now() + timedelta(days=5):%Y-%m-%dT%H:%M}"
    _do(member, "/forum/drafts", _draft_key="reply/1", raw=f"Draft of the {SECRET}")
    _do(member, "/forum/posts/1/bookmark")
    _do(member, "/forum/searches", query=f"q={SECRET}")
    _do(member, "/forum/t/1/export", format="md")
    _do(
        member, "/forum/t/1/calls", title=f"Call on the {SECRET}", raw=f"We adopt the {SECRET}", closes_at=day
    )
    _do(member, "/forum/t/1/polls", question=f"When is the {SECRET}?", options="Now\nLater")
    _do(member, "/forum/posts/1/translations", language="fr", raw=f"Notre {SECRET}")
    _do(member, "/forum/planned", topic="1", raw=f"Later on the {SECRET}", post_at=day)


def _keep_order(session: Session, member: Browser, keeper: Browser) -> None:
    """Something is flagged, something waits, somebody is silenced."""
    _do(keeper, "/forum/posts/1/flag", reason="other", words=f"About the {SECRET}")
    measure = {"kind": "silence", "forum": "iag", "reason": f"Spoke of the {SECRET}"}
    _do(keeper, "/forum/moderation/members/alice/measures", **measure)
    session.execute(text("UPDATE boards SET approve_first = 1000 WHERE slug = 'iag'"))
    session.commit()
    _do(member, "/forum/t/1/replies", raw=f"Waiting words on the {SECRET}")
    session.execute(text("UPDATE boards SET approve_first = 0 WHERE slug = 'iag'"))
    session.commit()


def _do(browser: Browser, path: str, **form: str) -> None:
    answer = browser.post(path, data=form)
    assert answer.status_code == 303, (path, answer.status_code, answer.get_data(as_text=True)[:3000])


def snapshot(session: Session) -> dict[str, str]:
    """What is in each table, but for the counts of uses and of forms sent."""
    session.rollback()
    tables = session.scalars(
        text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    ).all()
    passing = {"use_counts", "idempotency_keys", "alembic_version", "library_version"}
    return {
        name: str(
            session.scalar(text(f'SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM "{name}" t'))
        )
        for name in tables
        if name not in passing
    }
