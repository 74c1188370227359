"""How often a member may do what; docs/operations.md shows the same table."""

from datetime import timedelta

from corridor.web import limited

_HOUR = timedelta(hours=1)

needs = limited("needs", 120, per=_HOUR)
offers = limited("offers", 120, per=_HOUR)
questions = limited("questions", 120, per=_HOUR)
# Programs try out texts by the hundred.
previews = limited("previews", 6000, per=timedelta(minutes=10))
