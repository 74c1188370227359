"""How often a member may do what; docs/operations.md shows the same table.

Far above what anybody types by hand: a limit stops a program that runs wild, not a busy day.
"""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Engine

from corridor.web import limited
from corridor.web.limits import count_use_of

_TEN_MINUTES = timedelta(minutes=10)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)

_POSTS, _TOPICS, _MESSAGES, _MARKS = 300, 120, 60, 600

posts = limited("posts", _POSTS, per=_TEN_MINUTES)
topics = limited("topics", _TOPICS, per=_HOUR)
edits = limited("edits", 120, per=_TEN_MINUTES)
previews = limited("previews", 600, per=_TEN_MINUTES)
drafts = limited("drafts", 1200, per=_TEN_MINUTES)
searches = limited("searches", 300, per=timedelta(minutes=1))
uploads = limited("uploads", 200, per=_HOUR)
messages = limited("messages", _MESSAGES, per=_HOUR)
files = limited("files", 120, per=_HOUR)
# Thanks, bookmarks and votes.
marks = limited("marks", _MARKS, per=_HOUR)
flags = limited("flags", 50, per=_DAY)
# What is done by mail counts with what is done on the site.
_BY_MAIL = {
    "reply": ("posts", _POSTS, _TEN_MINUTES),
    "topic": ("topics", _TOPICS, _HOUR),
    "private": ("messages", _MESSAGES, _HOUR),
}


def count_mail(engine: Engine, account_id: UUID, act: str, *, factor: int) -> None:
    """Count what a member does by mail; raises TooMany. `factor` is the setting that multiplies limits."""
    name, most, per = _BY_MAIL.get(act, ("marks", _MARKS, _HOUR))
    if factor > 0:
        count_use_of(engine, str(account_id), name, most * factor, per=per)
