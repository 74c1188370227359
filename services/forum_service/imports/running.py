"""Imports as jobs of the worker."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from corridor.db.engine import settings_of
from forum_service.imports.discourse import import_discourse
from forum_service.imports.keeping import archive_path, unseal
from forum_service.imports.mbox import Brought, import_mbox
from forum_service.imports.remote import Remote
from forum_service.jobs.actions import Result
from forum_service.jobs.models import Job

Report = Callable[[int, int], None]


def run_mbox(session: Session, job: Job, report: Report) -> Result:
    """The archive that was sent; it is thrown away some time after the job is over."""
    path = archive_path(settings_of(session), job.params["archive"])
    return summary(
        import_mbox(session, path, forum=job.params["forum"], name=job.params["name"], report=report)
    )


def run_discourse(session: Session, job: Job, report: Report) -> Result:
    """The other forum."""
    asked, settings = job.params, settings_of(session)
    remote = Remote(
        url=asked["url"],
        key=unseal(settings, asked["key"]),
        user=asked["user"],
        private=settings.webhooks_private,
    )
    forum, category = asked["forum"], asked["category"]
    return summary(import_discourse(session, remote, forum=forum, category=category, report=report))


def summary(brought: Brought) -> Result:
    """What a run did, as a file to keep."""
    lines = [
        f"topics: {brought.topics}",
        f"posts: {brought.posts}",
        f"here already: {brought.known}",
        f"not readable: {brought.failed}",
    ]
    return Result(filename="import.txt", media_type="text/plain", data="\n".join(lines).encode() + b"\n")
