"""Keep a file, confirm it, and send it line by line."""

from collections.abc import Callable, Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, func, or_
from sqlalchemy.orm import Session

from account_service.accounts.folding import email_key
from account_service.accounts.queries import find_by_email
from account_service.audit.actions import Actor, write_down
from account_service.bulk.models import Batch, Line
from account_service.bulk.queries import invited_already
from account_service.bulk.rules import Entry
from account_service.groups.acting import By
from account_service.invitations.actions import Invitee, invite
from account_service.roles.actions import hand_role, missing_roles
from account_service.roles.terms import Term
from corridor.errors import Conflict, CorridorError


def keep_batch(
    session: Session,
    entries: Sequence[Entry],
    *,
    filename: str,
    words: Callable[[Entry], list[str]],
    actor: Actor,
    now: datetime,
) -> Batch:
    """Keep the lines to be looked at; nothing is sent. `words` says the roles in the language of the line."""
    if actor.id is None:
        raise ValueError("somebody has to answer for a list")
    batch = Batch(made_by=actor.id, made_by_name=actor.name, filename=filename[:200], made_at=now)
    session.add(batch)
    session.flush()
    under_way = invited_already(session, [entry.email for entry in entries if not entry.errors], now=now)
    for entry in entries:
        is_double = email_key(entry.email) in under_way
        good = "double" if is_double else "waiting"
        session.add(
            Line(
                batch_id=batch.id,
                number=entry.number,
                email=entry.email,
                name=entry.name,
                language=entry.language,
                roles=entry.roles,
                starts_on=entry.starts_on,
                ends_on=entry.ends_on,
                typed={**entry.typed, "words": [] if entry.errors else words(entry)},
                errors=entry.errors,
                state="wrong" if entry.errors else good,
            )
        )
    session.flush()
    return batch


def confirm_batch(session: Session, batch: Batch, *, actor: Actor, now: datetime) -> None:
    """Let the good lines be sent."""
    if batch.confirmed_at:
        raise Conflict(_("This list is being sent already."))
    batch.confirmed_at = now
    write_down(session, actor, "list_invited", subject_name=batch.filename)


def discard_batch(session: Session, batch: Batch) -> None:
    """Forget a file that was not sent."""
    if batch.confirmed_at:
        raise Conflict(_("This list is being sent already."))
    session.execute(delete(Batch).where(Batch.id == batch.id))


def forget_batches(session: Session, *, before: datetime) -> None:
    """Drop the lists that were sent long ago, and those that never were."""
    kept = func.coalesce(Batch.done_at, Batch.made_at)
    over = or_(Batch.done_at.is_not(None), Batch.confirmed_at.is_(None))
    session.execute(delete(Batch).where(over, kept < before))


def send_line(session: Session, batch: Batch, line: Line, *, by: By) -> None:
    """Invite one person, or give the roles to whoever has an account; note what became of it."""
    try:
        with session.begin_nested():
            line.state = _send(session, batch, line, by=by)
    except CorridorError:
        line.state = "failed"


def _send(session: Session, batch: Batch, line: Line, *, by: By) -> str:
    actor = Actor(id=batch.made_by, name=batch.made_by_name)
    term = Term(starts_on=line.starts_on, ends_on=line.ends_on)
    account = find_by_email(session, line.email)
    if account is None:
        return _invite(session, line, actor, by)
    missing = missing_roles(session, account, line.roles)
    # Nobody gives roles to themselves, not by a list either.
    if account.account_id == actor.id and missing:
        return "failed"
    for role in missing:
        hand_role(session, account, role, actor=actor, settings=by.settings, now=by.now, term=term)
    return "granted" if missing else "held"


def _invite(session: Session, line: Line, actor: Actor, by: By) -> str:
    if invited_already(session, [line.email], now=by.now):
        return "double"
    who = Invitee(
        email=line.email,
        name=line.name,
        language=line.language,
        roles=line.roles,
        role_words=line.typed.get("words", line.roles),
        starts_on=line.starts_on,
        ends_on=line.ends_on,
    )
    invite(session, who, actor=actor, settings=by.settings, now=by.now)
    return "invited"
