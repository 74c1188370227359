"""What came in already, so that an import can be run again."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from forum_service.imports.models import Imported
from forum_service.jobs.models import Job, JobState


def find_imported(session: Session, source: str, kind: str, foreign_id: str) -> str | None:
    """What a thing of another place became here."""
    return session.scalar(
        select(Imported.own_id).where(
            Imported.source == source, Imported.kind == kind, Imported.foreign_id == foreign_id[:500]
        )
    )


def note_imported(session: Session, source: str, kind: str, foreign_id: str, *, own_id: str) -> None:
    """Remember what it became."""
    row = insert(Imported).values(source=source, kind=kind, foreign_id=foreign_id[:500], own_id=own_id)
    keys = ["source", "kind", "foreign_id"]
    session.execute(row.on_conflict_do_update(index_elements=keys, set_={"own_id": own_id}))


def archives_wanted(session: Session) -> set[str]:
    """The archives that some job is still to bring in."""
    under_way = Job.state.in_([JobState.QUEUED, JobState.RUNNING])
    names = select(Job.params["archive"].astext).where(Job.kind == "import-mbox", under_way)
    return set(session.scalars(names))
