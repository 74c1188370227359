"""What the worker does by the clock."""

from datetime import timedelta

from corridor.service import Job
from forum_service.bookmarks.reminding import remind_of_bookmarks
from forum_service.by_mail.running import do_next_mail, forget_mails
from forum_service.calls.keeping import keep_calls
from forum_service.dates.clock import tell_dates
from forum_service.imports.keeping import clear_archives
from forum_service.jobs.running import forget_jobs, run_next_job
from forum_service.lists.keeping import count_lists, keep_pins
from forum_service.meetings.clock import remind_invited
from forum_service.planned.posting import post_planned
from forum_service.posts.remaking import remake_posts
from forum_service.search.alerting import alert_searches
from forum_service.uploads.keeping import check_files, clear_files
from forum_service.uploads.texts import read_next_text
from forum_service.webhooks.sending import forget_log, send_next

JOBS = (
    Job(name="remake posts", run=remake_posts, every=timedelta(minutes=10)),
    # Two lanes: beside a long export there is room for a short one.
    Job(name="run jobs", run=run_next_job, every=timedelta(seconds=2)),
    Job(name="run more jobs", run=run_next_job, every=timedelta(seconds=3)),
    Job(name="forget jobs", run=forget_jobs, every=timedelta(hours=1)),
    Job(name="remind of bookmarks", run=remind_of_bookmarks, every=timedelta(seconds=30)),
    Job(name="post planned", run=post_planned, every=timedelta(seconds=15)),
    Job(name="do mails", run=do_next_mail, every=timedelta(seconds=2)),
    Job(name="forget mails", run=forget_mails, every=timedelta(hours=12)),
    Job(name="keep calls", run=keep_calls, every=timedelta(seconds=30)),
    Job(name="tell dates", run=tell_dates, every=timedelta(minutes=5)),
    Job(name="alert searches", run=alert_searches, every=timedelta(minutes=1)),
    Job(name="keep pins", run=keep_pins, every=timedelta(minutes=5)),
    Job(name="remind invited", run=remind_invited, every=timedelta(hours=1)),
    Job(name="count lists", run=count_lists, every=timedelta(hours=1)),
    Job(name="check files", run=check_files, every=timedelta(seconds=5)),
    Job(name="read files", run=read_next_text, every=timedelta(seconds=5)),
    Job(name="clear files", run=clear_files, every=timedelta(hours=1)),
    # Two lanes here, too: while one waits for an answer, the other one talks to the rest.
    Job(name="send webhooks", run=send_next, every=timedelta(seconds=2)),
    Job(name="send more webhooks", run=send_next, every=timedelta(seconds=3)),
    Job(name="clear archives", run=clear_archives, every=timedelta(hours=1)),
    Job(name="forget webhooks", run=forget_log, every=timedelta(hours=6)),
)
