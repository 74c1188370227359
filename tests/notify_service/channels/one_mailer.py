"""A mailer as a process of its own, to be killed: `python one_mailer.py <database> <smtp url> <var>`."""

import sys
from pathlib import Path

from corridor.db import make_engine, make_sessions
from notify_service.channels.email.delivery import deliver_mails
from notify_service.settings import NotifySettings

database, smtp_url, var = sys.argv[1:]
settings = NotifySettings(
    service="notify",
    database_url=database,
    base_url="http://localhost",
    smtp_url=smtp_url or None,
    var=Path(var),
    notice_delay=0,
)
deliver_mails(make_sessions(make_engine(settings)), settings)
