"""Telling that somebody reads a forum no longer: what waits to be told of it is not told any more."""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.events.forum import AccessLost
from corridor.messaging import outbox
from forum_service.boards.models import Board
from forum_service.boards.rules import opens_to, role_names
from forum_service.members.models import Member
from forum_service.telling import CHUNK


def tell_lost(session: Session, accounts: Iterable[UUID], *, forum_slug: str = "", topic_id: int = 0) -> None:
    """Members who read a topic or a forum no longer; without either, nothing at all."""
    everybody = sorted(str(account) for account in accounts)
    for start in range(0, len(everybody), CHUNK):
        chunk = everybody[start : start + CHUNK]
        outbox.record(session, AccessLost(accounts=chunk, forum_slug=forum_slug, topic_id=topic_id))


def tell_lost_roles(
    session: Session, account_id: UUID, *, before: Collection[str], after: Collection[str]
) -> None:
    """Somebody's roles changed: which forums that closed to them."""
    if set(before) <= set(after):
        return
    if not after:
        tell_lost(session, [account_id])
        return
    for slug, readers in session.execute(select(Board.slug, Board.read_roles).order_by(Board.position)):
        if opens_to(readers, before) and not opens_to(readers, after):
            tell_lost(session, [account_id], forum_slug=slug)


def tell_lost_forum(
    session: Session, board_id: int, *, before: Collection[str], after: Collection[str]
) -> None:
    """A forum is read by other roles now: to whom that closed it."""
    if set(before) <= set(after):
        return
    slug = session.scalars(select(Board.slug).where(Board.id == board_id)).one()
    members = session.execute(select(Member.account_id, Member.roles).where(Member.active))
    lost = [row.account_id for row in members if _loses(row.roles, before, after)]
    tell_lost(session, lost, forum_slug=slug)


def _loses(roles: Collection[str], before: Collection[str], after: Collection[str]) -> bool:
    held = set(role_names(roles))
    return not held.isdisjoint(before) and held.isdisjoint(after)
