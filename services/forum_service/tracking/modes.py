"""From how somebody wants to hear of a forum by mail to what the forum tells of it."""

from uuid import UUID

from sqlalchemy import case, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from forum_service.boards.models import Board
from forum_service.tracking.models import BoardReader, Level

# The level behind each mode, and the one chosen on the site that stands against it.
_LEVELS = {
    "off": (Level.NORMAL, Level.MUTED),
    "digest": (Level.TRACKING, Level.WATCHING),
    "topics": (Level.WATCHING_FIRST_POST, Level.WATCHING),
    "all": (Level.TRACKING, Level.WATCHING),
}


def follow_mode(session: Session, account_id: UUID, slug: str, *, mode: str, version: int) -> None:
    """Tell of all posts whom they are mailed to, of new topics only who wants these; nothing with "off".

    What was chosen on the site stands where it is more than that, or where with "off" it is less. An older
    choice than the one that was heeded changes nothing.
    """
    board_id = session.scalar(select(Board.id).where(Board.slug == slug))
    if board_id is None or mode not in _LEVELS:
        return
    level, stronger = map(int, _LEVELS[mode])
    row = insert(BoardReader).values(
        account_id=account_id, board_id=board_id, level=level, mode_version=version
    )
    kept = case((BoardReader.level == stronger, BoardReader.level), else_=level)
    session.execute(
        row.on_conflict_do_update(
            index_elements=["account_id", "board_id"],
            set_={"level": kept, "mode_version": version},
            where=BoardReader.mode_version < version,
        )
    )
