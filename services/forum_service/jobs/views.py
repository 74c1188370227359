"""Pages of jobs: how far they are, and what they made."""

from flask import Blueprint, Response
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from corridor.auth import access, viewer
from corridor.web import idempotent, notice, render, see_other, session, transaction
from forum_service.downloads import download
from forum_service.jobs.actions import stop_job
from forum_service.jobs.queries import get_job, get_result, list_jobs
from forum_service.jobs.rules import percent

blueprint = Blueprint("jobs", __name__, url_prefix="/forum/jobs")


@blueprint.get("")
@access.member
def index() -> Response:
    """The viewer's jobs."""
    return render("jobs/index.html", jobs=list_jobs(session(), account_id=viewer().id), percent=percent)


@blueprint.get("/<int:job_id>")
@access.member
def show(job_id: int) -> Response:
    """How far a job is; the page asks again by itself until the end."""
    job = get_job(session(), job_id, account_id=viewer().id)
    # The worker has no reader: it keeps the reason in English, and here it is said in the reader's language.
    reason = _(job.error) if job.error else _("Something went wrong on our side.")
    return render("jobs/show.html", job=job, percent=percent(job.done, job.total), reason=reason)


@blueprint.get("/<int:job_id>/result")
@access.member
def result(job_id: int) -> Response:
    """The file a job made."""
    job = get_result(session(), job_id, account_id=viewer().id)
    return download(job.result or b"", filename=job.result_name or "", media_type=job.result_media_type or "")


@blueprint.post("/<int:job_id>/removal")
@access.member
@idempotent
def remove(job_id: int) -> AnyResponse:
    """Stop a job, or throw its result away."""
    job = get_job(session(), job_id, account_id=viewer().id)
    with transaction() as work:
        stop_job(work, job.id)
    notice(_("The job is gone.") if job.is_over else _("The job is stopped."))
    return see_other("/forum/jobs")
