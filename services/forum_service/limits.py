"""How often a member may do what; docs/operations.md shows the same table.

Far above what anybody types by hand: a limit stops a program that runs wild, not a busy day.
"""

from datetime import timedelta

from corridor.web import limited

_TEN_MINUTES = timedelta(minutes=10)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)

posts = limited("posts", 300, per=_TEN_MINUTES)
topics = limited("topics", 120, per=_HOUR)
edits = limited("edits", 120, per=_TEN_MINUTES)
previews = limited("previews", 600, per=_TEN_MINUTES)
drafts = limited("drafts", 1200, per=_TEN_MINUTES)
searches = limited("searches", 300, per=timedelta(minutes=1))
uploads = limited("uploads", 200, per=_HOUR)
messages = limited("messages", 60, per=_HOUR)
files = limited("files", 120, per=_HOUR)
# Thanks, bookmarks and votes.
marks = limited("marks", 600, per=_HOUR)
flags = limited("flags", 50, per=_DAY)
