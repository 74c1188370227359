"""What order in the forums adds to the application: its pages, and its acts behind "More"."""

from forum_service.acts.gathering import Source
from forum_service.approval import views as approval
from forum_service.flags import views as flags
from forum_service.flags.acts import flag_acts
from forum_service.moderation import views as moderation
from forum_service.moving import views as moving
from forum_service.moving.acts import moving_acts
from forum_service.rights import views as rights
from forum_service.sanctions import views as sanctions

PAGES = (rights, moderation, flags, approval, sanctions, moving)
POST_ACTS: tuple[Source, ...] = (flag_acts,)
TOPIC_ACTS: tuple[Source, ...] = (moving_acts,)
