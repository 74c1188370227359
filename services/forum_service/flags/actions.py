"""Raising and settling flags."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, exists, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, aliased

from corridor.auth import Viewer
from corridor.errors import Conflict
from forum_service.flags.models import Flag, Outcome
from forum_service.flags.rules import may_be_flagged
from forum_service.members.queries import find_name
from forum_service.moderation.actions import Target, note_act, shown_of
from forum_service.moderation.telling import tell_member, tell_moderators, tell_of_hiding
from forum_service.posts.editing import take_down
from forum_service.urls import absolute, post_url
from forum_service.webhooks.listening import note_flag

# What a moderator may decide, and the outcome it is for those who raised the flag.
DECISIONS = {
    "hide": Outcome.AGREED,
    "agreed": Outcome.AGREED,
    "noted": Outcome.NOTED,
    "disagreed": Outcome.DISAGREED,
}


def flag_post(
    session: Session, post: Row[Any], viewer: Viewer, *, reason: str, words: str, now: datetime, origin: str
) -> None:
    """Show a post to the moderators; they are told of the first flag, the others join it."""
    if not may_be_flagged(post):
        raise Conflict(_("This post is private: the moderators do not see it either."))
    waiting = session.scalar(select(Flag.id).where(Flag.post_id == post.id, Flag.outcome.is_(None)).limit(1))
    values = {"reason": reason, "words": words.strip()}
    row = insert(Flag).values(post_id=post.id, account_id=viewer.id, created_at=now, **values)
    session.execute(
        row.on_conflict_do_update(
            index_elements=["post_id", "account_id"], index_where=Flag.outcome.is_(None), set_=values
        )
    )
    if waiting is None:
        if not post.private:
            note_flag(session, post.id, topic_id=post.topic_id, board_id=post.board_id, now=now)
        tell_moderators(
            session,
            "moderation_flagged",
            board_id=post.board_id,
            actor=viewer,
            without=post.author_id,
            now=now,
            key=f"post/{post.id}",
            title=post.title,
            url=absolute(f"/forum/moderation/posts/{post.id}", origin=origin),
            excerpt=words.strip()[:300],
            forum_slug=post.board_slug,
            forum_name=post.board_name,
        )


def settle_flags(
    session: Session,
    post: Row[Any],
    actor: Viewer,
    *,
    decision: str,
    answer: str,
    now: datetime,
    origin: str,
) -> None:
    """Decide on all open flags of a post at once; raises Conflict that names who decided before."""
    outcome, answer = DECISIONS[decision], answer.strip()
    flags = _close(session, post, actor, outcome=outcome, answer=answer, now=now)
    if decision == "hide":
        take_down(session, post.id)
        tell_of_hiding(session, post, actor, reason=answer, now=now, origin=origin)
    _note(session, post, actor, flags, decision=decision, answer=answer, now=now)
    # Who flagged reads the answer where they flagged; where the post is gone, that page is gone too.
    page = "/forum" if decision == "hide" else f"/forum/posts/{post.id}/flag"
    words = [{"name": "outcome", "value": outcome.value}]
    facts = {"key": f"post/{post.id}", "title": post.title, "url": absolute(page, origin=origin)}
    for flag in flags:
        tell_member(
            session,
            "moderation_settled",
            flag.account_id,
            actor=actor,
            now=now,
            excerpt=answer,
            words=words,
            **facts,
        )


def _note(
    session: Session,
    post: Row[Any],
    actor: Viewer,
    flags: Sequence[Row[Any]],
    *,
    decision: str,
    answer: str,
    now: datetime,
) -> None:
    note_act(
        session,
        actor=actor,
        act="flags_settled",
        target=Target(name=f"post/{post.id}", board_id=post.board_id, subject_id=post.author_id),
        details={
            **shown_of(post, post_url(post.topic_id, post.slug, post.number)),
            "number": post.number,
            "decision": decision,
            "reason": answer,
        },
        undo={
            "how": "reopen_flags",
            "post_id": post.id,
            "flags": [flag.id for flag in flags],
            "hidden": decision == "hide",
        },
        now=now,
    )


def _close(
    session: Session, post: Row[Any], actor: Viewer, *, outcome: Outcome, answer: str, now: datetime
) -> Sequence[Row[Any]]:
    closing = update(Flag).where(Flag.post_id == post.id, Flag.outcome.is_(None))
    decided = {"outcome": outcome, "decided_by": actor.id, "decided_at": now, "answer": answer}
    flags: Sequence[Any] = session.execute(
        closing.values(**decided).returning(Flag.id, Flag.account_id)
    ).all()
    if not flags:
        raise Conflict(_already_settled(session, post.id))
    return flags


def _already_settled(session: Session, post_id: int) -> object:
    last = select(Flag.decided_by).where(Flag.post_id == post_id).order_by(Flag.decided_at.desc()).limit(1)
    decider = session.scalar(last)
    person = find_name(session, decider) if decider else None
    if person is None:
        return _("This was settled already.")
    return _("%(name)s settled this before you.", name=person.name)


def reopen_flags(session: Session, flag_ids: Sequence[int]) -> None:
    """Let flags wait again, as if nobody had decided; who has raised another since has that one wait."""
    newer = aliased(Flag)
    raised_again = exists().where(
        newer.post_id == Flag.post_id, newer.account_id == Flag.account_id, newer.outcome.is_(None)
    )
    undecided = {"outcome": None, "decided_by": None, "decided_at": None, "answer": ""}
    session.execute(update(Flag).where(Flag.id.in_(flag_ids), ~raised_again).values(**undecided))
