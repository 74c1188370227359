"""What the worker does by the clock."""

from datetime import timedelta

from corridor.service import Job
from notify_service.bulletins.printing import print_bulletins
from notify_service.bulletins.reminding import remind_of_bulletins
from notify_service.bulletins.sending import send_bulletins
from notify_service.calendar.forgetting import forget_old_dates
from notify_service.channels.email.delivery import Mailer
from notify_service.channels.email.forgetting import forget_old_messages
from notify_service.digests.assembly import assemble_digests
from notify_service.inbound.jobs import JOBS as INBOUND
from notify_service.reach.checking import look_after_addresses
from notify_service.webhooks.sending import forget_log, send_next

SCHEDULE = (
    Job(name="deliver mails", run=Mailer().deliver, every=timedelta(seconds=2)),
    Job(name="assemble digests", run=assemble_digests, every=timedelta(seconds=20)),
    Job(name="send bulletins", run=send_bulletins, every=timedelta(seconds=5)),
    Job(name="print bulletins", run=print_bulletins, every=timedelta(seconds=10)),
    Job(name="remind of bulletins", run=remind_of_bulletins, every=timedelta(minutes=30)),
    Job(name="look after addresses", run=look_after_addresses, every=timedelta(minutes=1)),
    Job(name="forget old messages", run=forget_old_messages, every=timedelta(hours=1)),
    Job(name="forget old dates", run=forget_old_dates, every=timedelta(hours=12)),
    Job(name="send webhooks", run=send_next, every=timedelta(seconds=2)),
    Job(name="forget webhooks", run=forget_log, every=timedelta(hours=6)),
    *INBOUND,
)
