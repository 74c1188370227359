"""The worker's two jobs for digests as a process: `python -m tests.bench.mailer <database> <url> <lease>`.

It ends when every digest is made and handed over, and says how much of a processor that took.
"""

import os
import sys
import threading
import time

from sqlalchemy import func, select

from corridor.db import make_engine, make_sessions
from notify_service.channels.email.delivery import Mailer
from notify_service.channels.email.models import Mail
from notify_service.digests.assembly import assemble_digests
from notify_service.settings import NotifySettings


def main(database: str, smtp_url: str, lease: int) -> None:
    """Make and deliver until nothing is left; on one processor, whatever the machine has."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    settings = NotifySettings(
        service="notify",
        database_url=database,
        base_url="http://localhost",
        smtp_url=smtp_url,
        mail_lease=lease,
    )
    sessions = make_sessions(make_engine(settings))

    def make_all() -> None:
        while assemble_digests(sessions, settings):
            pass

    maker, mailer = threading.Thread(target=make_all), Mailer()
    maker.start()
    open_ones = select(func.count()).where(Mail.state.in_(("queued", "claimed", "in_doubt")))
    while True:
        made = not maker.is_alive()
        if mailer.deliver(sessions, settings):
            continue
        with sessions() as session:
            if made and not session.scalar(open_ones.where(Mail.finished_at.is_(None))):
                break
        time.sleep(0.05)
    print(f"{time.process_time():.1f}", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
