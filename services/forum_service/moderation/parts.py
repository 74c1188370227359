"""What order in the forums adds to the application: its pages, and its acts behind "More"."""

from forum_service.acts.gathering import Source
from forum_service.rights import views as rights

PAGES = (rights,)
POST_ACTS: tuple[Source, ...] = ()
TOPIC_ACTS: tuple[Source, ...] = ()
