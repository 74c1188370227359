"""From how somebody wants to hear of a forum by mail to what the forum tells of it."""

from uuid import UUID

from sqlalchemy import case, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from forum_service.boards.models import Board
from forum_service.tracking.models import BoardReader, Level


def follow_mode(session: Session, account_id: UUID, slug: str, *, mode: str, version: int) -> None:
    """Tell of all posts whom they are mailed to; "off" leaves what names or answers them.

    What was chosen on the site stands where it is more than that, or where with "off" it is less. An older
    choice than the one that was heeded changes nothing.
    """
    board_id = session.scalar(select(Board.id).where(Board.slug == slug))
    if board_id is None:
        return
    off = mode == "off"
    level = Level.NORMAL if off else Level.TRACKING
    stays = BoardReader.level == (Level.MUTED if off else Level.WATCHING)
    row = insert(BoardReader).values(
        account_id=account_id, board_id=board_id, level=int(level), mode_version=version
    )
    session.execute(
        row.on_conflict_do_update(
            index_elements=["account_id", "board_id"],
            set_={
                "level": case((stays, BoardReader.level), else_=int(level)),
                "mode_version": version,
            },
            where=BoardReader.mode_version < version,
        )
    )
