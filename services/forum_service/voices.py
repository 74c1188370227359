"""The parts of the forum by which members speak beyond posts: calls, polls, thanks, bookmarks and more."""

from forum_service.acts.gathering import Source
from forum_service.bookmarks import views as bookmarks
from forum_service.bookmarks.acts import bookmark_post, bookmark_topic
from forum_service.calls import chairing
from forum_service.calls import views as calls
from forum_service.calls.acts import call_acts
from forum_service.crossposting import views as crossposting
from forum_service.crossposting.acts import crosspost_acts
from forum_service.planned import views as planned
from forum_service.planned.acts import plan_acts
from forum_service.polls import views as polls
from forum_service.polls.acts import poll_acts
from forum_service.thanks import views as thanks
from forum_service.thanks.acts import thanks_acts
from forum_service.translating import views as translating
from forum_service.translating.acts import translation_acts

PAGES = (calls, chairing, polls, thanks, bookmarks, translating, planned, crossposting)
POST_ACTS: tuple[Source, ...] = (thanks_acts, bookmark_post, translation_acts)
TOPIC_ACTS: tuple[Source, ...] = (bookmark_topic, call_acts, poll_acts, plan_acts, crosspost_acts)
