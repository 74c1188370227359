"""Reading the mails that were taken in, and doing what each of them asks for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.db import transaction
from notify_service.inbound import actions, rules
from notify_service.inbound.addresses import Destination, find_stream, read_address
from notify_service.inbound.answering import answer
from notify_service.inbound.models import IncomingMail
from notify_service.inbound.parsing.shapes import Incoming
from notify_service.inbound.queries import (
    count_recent,
    find_forum,
    find_incoming,
    find_writer,
    list_forum_names,
    next_new,
    writes_from,
)
from notify_service.inbound.rules import Case, Verdict
from notify_service.inbound.understanding import Proof, prove, understand
from notify_service.inbox.rules import KINDS
from notify_service.members.models import Member
from notify_service.settings import NotifySettings
from notify_service.unsubscribing.tokens import DIGEST

_log = structlog.get_logger("notify_service.inbound")
_BATCH = 50
_TRIES = 4
_FIRST_PAUSE = timedelta(seconds=20)


def decide_mails(sessions: sessionmaker[Session], settings: NotifySettings) -> bool:
    """A job: decide on what came in; says whether there may be more."""
    return all(_decide_one(sessions, settings) for _ in range(_BATCH))


def _decide_one(sessions: sessionmaker[Session], settings: NotifySettings) -> bool:
    with transaction(sessions) as session:
        row = next_new(session, now=clock.now())
        if row is None:
            return False
        try:
            with session.begin_nested():
                decide_on(session, row, settings, now=clock.now())
        except Exception:
            # One mail nobody can read must not hold up all that wait behind it, nor be lost.
            _log.exception("mail not decided upon", mail=str(row.id))
            _put_off(row, now=clock.now())
        _log.info("mail decided upon", mail=str(row.id), state=row.state, reason=row.reason)
    return True


def _put_off(row: IncomingMail, *, now: datetime) -> None:
    row.attempts += 1
    row.due_at = now + _FIRST_PAUSE * 4**row.attempts
    if row.attempts >= _TRIES:
        actions.hold(row, reason="failed")


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What was found out about a mail."""

    letter: Incoming
    destination: Destination | None
    stream: tuple[str, str] | None
    member: Member | None
    proof: Proof


def decide_on(session: Session, row: IncomingMail, settings: NotifySettings, *, now: datetime) -> None:
    """Read one mail, decide, act."""
    letter = understand(row)
    proof = prove(row, settings)
    row.authentication = proof.words
    destination = read_address(settings, row.recipient)
    stream = _stream(session, destination)
    if destination is not None and destination.stream and stream is None:
        destination = None
    member = _aim(session, row, destination, stream)
    known = _Known(letter=letter, destination=destination, stream=stream, member=member, proof=proof)
    case = _case(session, row, known, settings, now=now)
    _act(session, row, known, rules.decide(case), settings, now=now)


def _stream(session: Session, destination: Destination | None) -> tuple[str, str] | None:
    if destination is None or not destination.stream:
        return None
    return find_stream(destination.stream, kinds=(DIGEST, *KINDS), forums=list_forum_names(session))


def _aim(
    session: Session, row: IncomingMail, destination: Destination | None, stream: tuple[str, str] | None
) -> Member | None:
    """Write down what the address asks for; the member it was made for, or who writes to a forum."""
    if destination is None:
        return _aim_at_forum(session, row)
    row.act, row.topic_id = destination.act, destination.topic_id
    row.post_number, row.forum_slug = destination.post_number, stream[1] if stream else ""
    owner = destination.owner
    if destination.act == "confirm":
        held = find_incoming(session, destination.owner)
        if held is None or held.account_id is None:
            return None
        owner = held.account_id
    member = session.get(Member, owner)
    row.account_id = member.account_id if member else None
    return member


def _aim_at_forum(session: Session, row: IncomingMail) -> Member | None:
    forum = find_forum(session, row.recipient)
    if forum is not None:
        row.act, row.forum_slug = "topic", forum.slug
    writer = find_writer(session, row.sender)
    row.account_id = writer.account_id if writer else None
    return writer


def _case(
    session: Session, row: IncomingMail, known: _Known, settings: NotifySettings, *, now: datetime
) -> Case:
    local, member = row.recipient.rpartition("@")[0], known.member
    return Case(
        nature=known.letter.nature,
        act=row.act,
        command=known.letter.command,
        to_house=rules.is_house(local),
        to_bounces=rules.is_for_bounces(local),
        early_reason=row.reason,
        known=member is not None,
        active=member is not None and member.active,
        fits=member is not None and writes_from(session, member, row.sender),
        proven=known.proof.passed,
        inside=row.way == "site",
        too_many=member is not None
        and count_recent(session, member.account_id, now=now) >= rules.MOST_AN_HOUR,
        has_text=bool(row.own.strip()),
        has_files=bool(row.files),
        has_subject=bool(row.subject.strip()),
        about_topic=row.topic_id is not None,
        also_answers=any(_is_answer(settings, address) for address in known.letter.recipients),
    )


def _is_answer(settings: NotifySettings, address: str) -> bool:
    found = read_address(settings, address)
    return found is not None and found.act in ("reply", "private")


def _act(
    session: Session,
    row: IncomingMail,
    known: _Known,
    verdict: Verdict,
    settings: NotifySettings,
    *,
    now: datetime,
) -> None:
    """Take the step that was decided."""
    member = known.member
    match verdict.step:
        case "hand":
            actions.hand_over(session, row, settings, act=verdict.act)
        case "carry_out":
            actions.carry_out(session, row, verdict.act, known.stream, now=now)
        case "ask" if member is not None:
            actions.ask_sender(session, row, member, settings, reason=verdict.reason, now=now)
        case "refuse":
            _refuse(session, row, known, verdict, settings, now=now)
        case "help":
            actions.finish(row, reason="help", now=now)
            answer(session, row, "help", member=member, now=now)
        case "release":
            _confirm(session, row, known, settings, now=now)
        case "report":
            _note_report(session, row, known, settings, now=now)
        case "drop":
            actions.drop(row, reason=verdict.reason, now=now)
        case _:
            actions.hold(row, reason=verdict.reason)
            if verdict.reason == "too_many":
                answer(session, row, "moderated", member=member, now=now)


def _refuse(
    session: Session,
    row: IncomingMail,
    known: _Known,
    verdict: Verdict,
    settings: NotifySettings,
    *,
    now: datetime,
) -> None:
    if known.member is None and not _is_genuine(row, known.proof, settings):
        row.answerable = False
    actions.refuse(session, row, known.member, reason=verdict.reason, now=now)


def _is_genuine(row: IncomingMail, proof: Proof, settings: NotifySettings) -> bool:
    """Whether a stranger may be answered: whoever is merely named as the sender is not to be bothered.

    Where no server is trusted to check senders, once a day must do.
    """
    unchecked = proof.passed is None and not settings.mail_trusted_hosts
    return bool(row.recipient) and (proof.passed is True or unchecked)


def _confirm(
    session: Session, row: IncomingMail, known: _Known, settings: NotifySettings, *, now: datetime
) -> None:
    """An answer to our question whether a mail is theirs: only a plain yes is a yes."""
    held = find_incoming(session, known.destination.owner, lock=True) if known.destination else None
    if known.letter.command != "confirm":
        actions.refuse(session, row, known.member, reason="unclear", now=now)
    elif held is None or not actions.may_be_released(held):
        actions.refuse(session, row, known.member, reason="gone", now=now)
    else:
        actions.release(session, held, settings, by=row.account_id, now=now)
        actions.finish(row, reason="confirmation", now=now)


def _note_report(
    session: Session, row: IncomingMail, known: _Known, settings: NotifySettings, *, now: datetime
) -> None:
    """Mail of ours did not arrive, or was called unwanted."""
    from notify_service.reach.actions import note_bounce

    report = known.letter.bounce
    if report is not None:
        recipients = (row.recipient, *known.letter.recipients)
        note_bounce(session, report, recipients=recipients, settings=settings, now=now)
        said = (report.address, report.status, report.diagnostic)
        row.detail = " ".join(part for part in said if part)[:1000]
    actions.finish(row, reason=known.letter.nature, now=now)
