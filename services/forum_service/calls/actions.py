"""Opening calls, speaking in them, and ending them."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from corridor.errors import Conflict
from forum_service.calls import rules
from forum_service.calls.models import Call, Decision, Extension, Stance, Voice
from forum_service.calls.telling import (
    tell_closed,
    tell_extended,
    tell_opened,
    tell_outcome,
    tell_replaced,
    tell_withdrawn,
)
from forum_service.dates.actions import tell_deadline
from forum_service.posts.actions import write_post
from forum_service.posts.models import Post
from forum_service.posts.place import Author, Place, Words
from forum_service.posts.rendering import parse, to_html
from forum_service.topics.panels import add_panel, change_panel, remove_panel

KIND = "call"


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What is called for: a text, who speaks on it, and when."""

    title: str
    words: Words
    speaks: str
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, kw_only=True)
class Saying:
    """Where somebody stands, and for whom they say so: `key` and `label` as in call_voices."""

    key: str
    label: str
    stance: Stance
    reason: str


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """What the chair makes of a call, and the post that says so."""

    decision: Decision
    words: Words


def open_call(
    session: Session, place: Place, opener: Author, proposal: Proposal, *, now: datetime, origin: str
) -> int:
    """Put a proposed text before the topic's members; those who have a voice are told when it opens."""
    rules.check_times(opens_at=proposal.opens_at, closes_at=proposal.closes_at, now=now)
    times = {"opens_at": proposal.opens_at, "closes_at": proposal.closes_at}
    words = proposal.words
    row = insert(Call).values(
        topic_id=place.topic_id,
        opened_by=opener.id,
        title=proposal.title,
        raw=words.raw,
        html=to_html(parse(words.raw), people={}),
        language=words.language,
        speaks=proposal.speaks,
        created_at=now,
        remind_at=rules.next_reminder(**times, after=now),
        **times,
    )
    call: Call = session.execute(row.returning(Call)).scalar_one()
    add_panel(session, place.topic_id, kind=KIND, panel_id=call.id, title=proposal.title)
    tell_deadline(session, KIND, call.id)
    if call.opens_at <= now:
        call.opened_told_at = now
        tell_opened(session, call, place, opener, now=now, origin=origin)
    return call.id


def speak(
    session: Session, call_id: int, speaker: Author, saying: Saying, *, now: datetime, origin: str
) -> None:
    """Say where one stands. What was said before for the same key is kept as replaced."""
    call = _locked(session, call_id)
    rules.check_speaking(call, now=now)
    rules.check_reason(saying.stance, saying.reason)
    current = select(Voice).where(
        Voice.call_id == call_id, Voice.key == saying.key, Voice.replaced_at.is_(None)
    )
    before = session.scalars(current).one_or_none()
    if before is not None:
        if _same(before, speaker, saying):
            return
        before.replaced_at = now
        session.flush()
        if before.account_id != speaker.id:
            tell_replaced(session, call, before.account_id, speaker, now=now, origin=origin)
    session.execute(
        insert(Voice).values(
            call_id=call_id,
            key=saying.key,
            label=saying.label,
            account_id=speaker.id,
            stance=saying.stance,
            reason=saying.reason,
            spoken_at=now,
        )
    )


def _same(before: Voice, speaker: Author, saying: Saying) -> bool:
    known = (before.account_id, before.stance, before.reason)
    return known == (speaker.id, saying.stance, saying.reason)


def extend_call(
    session: Session,
    call_id: int,
    chair: Author,
    *,
    closes_at: datetime,
    reason: str,
    now: datetime,
    origin: str,
) -> None:
    """Give more time, also after the end as long as there is no outcome; why is shown and told."""
    call = _locked(session, call_id)
    if rules.stage_of(call, now) in (rules.Stage.CONCLUDED, rules.Stage.WITHDRAWN):
        raise Conflict(_("This call has ended and cannot be extended."))
    rules.check_later(closes_at, before=call.closes_at)
    rules.check_end(opens_at=call.opens_at, closes_at=closes_at, now=now)
    extension = {"call_id": call_id, "closed_at": call.closes_at, "closes_at": closes_at, "reason": reason}
    session.execute(insert(Extension).values(**extension, extended_by=chair.id, extended_at=now))
    call.closes_at, call.closed_told_at = closes_at, None
    call.remind_at = rules.next_reminder(opens_at=call.opens_at, closes_at=closes_at, after=now)
    session.flush()
    tell_extended(session, call, chair, reason=reason, now=now, origin=origin)
    tell_deadline(session, KIND, call_id)


def withdraw_call(
    session: Session, call_id: int, chair: Author, *, reason: str, now: datetime, origin: str
) -> None:
    """End a call without an outcome, and tell why. What was said stays readable; the panel goes."""
    call = _locked(session, call_id)
    if rules.stage_of(call, now) in (rules.Stage.CONCLUDED, rules.Stage.WITHDRAWN):
        raise Conflict(_("This call has ended already."))
    call.withdrawn_at, call.withdrawn_because = now, reason
    call.remind_at = None
    session.flush()
    remove_panel(session, call.topic_id, kind=KIND, panel_id=call_id)
    # Of a call that never opened nobody has heard.
    if call.opened_told_at is not None:
        tell_withdrawn(session, call, chair, reason=reason, now=now, origin=origin)
    tell_deadline(session, KIND, call_id)


def conclude_call(
    session: Session,
    call_id: int,
    place: Place,
    chair: Author,
    conclusion: Conclusion,
    *,
    now: datetime,
    origin: str,
) -> Post:
    """Write the outcome as a post of the topic; the call's panel keeps it in sight."""
    call = _locked(session, call_id)
    if rules.stage_of(call, now) != rules.Stage.CLOSED:
        raise Conflict(_("An outcome is written once, after the call has closed."))
    post = write_post(session, place, chair, conclusion.words, now=now, origin=origin)
    call.decision, call.outcome_at, call.outcome_post_id = conclusion.decision, now, post.id
    call.remind_at = None
    session.flush()
    change_panel(session, place.topic_id, kind=KIND, panel_id=call_id, post=post.number)
    tell_outcome(session, call, chair, now=now, origin=origin)
    return post


def note_closed(session: Session, call: Call, *, now: datetime, origin: str) -> None:
    """The clock has closed a call: its chair and those who spoke are told."""
    call.closed_told_at = now
    session.flush()
    tell_closed(session, call, now=now, origin=origin)


def _locked(session: Session, call_id: int) -> Call:
    """The call, with all who change it waiting for each other."""
    query = select(Call).where(Call.id == call_id).with_for_update(key_share=True)
    return session.scalars(query.execution_options(populate_existing=True)).one()
