"""Who does which kind of job.

A runner works in the session it is given, which is committed with the end of the job, and says how far it
is: `report(done, total)`. What it raises as a CorridorError is the reason shown; after anything else it is
tried again. A long runner may commit what it has done so far, and must then be able to go on from there.
"""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from forum_service.exports.running import run_export
from forum_service.imports.running import run_discourse, run_mbox
from forum_service.jobs.actions import Result
from forum_service.jobs.models import Job

Report = Callable[[int, int], None]
Runner = Callable[[Session, Job, Report], Result | None]

RUNNERS: Mapping[str, Runner] = {
    "export": run_export,
    "import-discourse": run_discourse,
    "import-mbox": run_mbox,
}
