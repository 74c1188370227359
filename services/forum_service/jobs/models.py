"""What a job is."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, LargeBinary, SmallInteger, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BigKey, Json, Moment
from forum_service.db import Base


class JobState(StrEnum):
    """Waiting for the worker, under way, or over in one of two ways."""

    QUEUED = "queued"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


class Job(Base):
    """Work somebody asked for that takes longer than a page.

    `kind` names its runner (jobs/runners.py) and `params` is what the runner needs, both kept as asked: the
    runner looks again at what the account may see when it runs.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint("state IN ('queued', 'running', 'finished', 'failed')", name="state"),
        Index("ix_jobs_active", "id", postgresql_where=text("state IN ('queued', 'running')")),
        Index("ix_jobs_account_id_id", "account_id", text("id DESC")),
    )

    id: Mapped[BigKey]
    kind: Mapped[str] = mapped_column(Text)
    account_id: Mapped[UUID] = mapped_column(Uuid)
    # What its page and the notice of its end call it, in the language of who asked.
    title: Mapped[str] = mapped_column(Text)
    params: Mapped[Json]
    state: Mapped[str] = mapped_column(Text, server_default="queued", default="queued")
    done: Mapped[int] = mapped_column(Integer, server_default="0", default=0)
    total: Mapped[int] = mapped_column(Integer, server_default="0", default=0)
    # How often a worker took it up: a worker that died left it running, and another one takes over.
    tries: Mapped[int] = mapped_column(SmallInteger, server_default="0", default=0)
    error: Mapped[str | None] = mapped_column(Text)
    result_name: Mapped[str | None] = mapped_column(Text)
    result_media_type: Mapped[str | None] = mapped_column(Text)
    result: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[Moment]
    started_at: Mapped[Moment | None]
    finished_at: Mapped[Moment | None]
    # The worker at it says every few seconds that it lives.
    # The last sign of life; where the job waits again, when the try before failed.
    heartbeat_at: Mapped[Moment | None]

    @property
    def is_over(self) -> bool:
        return self.state in (JobState.FINISHED, JobState.FAILED)
