"""What the worker does by the clock."""

from datetime import timedelta

from corridor.service import Job
from forum_service.jobs.running import forget_jobs, run_next_job

JOBS = (
    # Two lanes: beside a long export there is room for a short one.
    Job(name="run jobs", run=run_next_job, every=timedelta(seconds=2)),
    Job(name="run more jobs", run=run_next_job, every=timedelta(seconds=3)),
    Job(name="forget jobs", run=forget_jobs, every=timedelta(hours=1)),
)
