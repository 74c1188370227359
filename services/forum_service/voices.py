"""The parts of the forum by which members speak beyond posts: calls, polls, thanks, bookmarks and more."""

from forum_service.acts.gathering import Source
from forum_service.calls import chairing
from forum_service.calls import views as calls
from forum_service.calls.acts import call_acts
from forum_service.polls import views as polls
from forum_service.polls.acts import poll_acts

PAGES = (calls, chairing, polls)
POST_ACTS: tuple[Source, ...] = ()
TOPIC_ACTS: tuple[Source, ...] = (call_acts, poll_acts)
