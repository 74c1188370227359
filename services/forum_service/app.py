"""The web application of the forum."""

from flask import Flask

from corridor.settings import Settings
from corridor.web import create_app as create_frame
from forum_service import programs, voices
from forum_service.acts import views as acts
from forum_service.acts.gathering import Source
from forum_service.boards import views as boards
from forum_service.boards.labels import (
    board_description,
    board_name,
    board_short,
    boards_shown,
    forum_crumb,
    in_order,
)
from forum_service.composer import hints
from forum_service.composer import views as composer
from forum_service.composer.schemas import text_languages
from forum_service.drafts import views as drafts
from forum_service.exports import views as exports
from forum_service.exports.acts import export_acts
from forum_service.feeds import discourse as discourse_feeds
from forum_service.feeds import views as feeds
from forum_service.fragments import fragment
from forum_service.home import views as home
from forum_service.jobs import views as jobs
from forum_service.lists import views as lists
from forum_service.lists.labels import filter_words, search_places, topic_states
from forum_service.meetings import desk as meeting_desk
from forum_service.meetings import views as meetings
from forum_service.members import views as members
from forum_service.members.labels import role_line
from forum_service.members.models import Member
from forum_service.messages import views as messages
from forum_service.messages.acts import message_acts
from forum_service.moderation import parts as order
from forum_service.moderation.keepers import keeps_order
from forum_service.posts import views as posts
from forum_service.posts.acts import text_acts
from forum_service.posts.rendering import rendered
from forum_service.posts.rendering.cutting import cut
from forum_service.reading import views as reading
from forum_service.sanctions import suspended
from forum_service.search import views as search
from forum_service.states import views as states
from forum_service.states.acts import state_acts
from forum_service.tags import order as tag_order
from forum_service.tags import views as tags
from forum_service.tags.acts import tag_acts
from forum_service.tags.labels import tag_name
from forum_service.topics import views as topics
from forum_service.topics.rows import draw_rows
from forum_service.topics.rules import first_unread
from forum_service.tracking import views as tracking
from forum_service.tracking.labels import board_levels, tag_levels, topic_levels
from forum_service.uploads import tus
from forum_service.uploads import views as uploads
from forum_service.uploads.acts import file_acts
from forum_service.uploads.rules import ENDINGS, KINDS, file_url, largest_body, markdown_of, size_in_words
from forum_service.urls import board_url, post_url, tag_url, topic_url
from forum_service.whatsnew import views as whatsnew

PAGES = (
    home,
    lists,
    topics,
    posts,
    composer,
    hints,
    drafts,
    tracking,
    search,
    acts,
    jobs,
    reading,
    exports,
    messages,
    members,
    meetings,
    meeting_desk,
    whatsnew,
    boards,
    states,
    tags,
    tag_order,
    *order.PAGES,
    *programs.PAGES,
    *voices.PAGES,
    uploads,
    tus,
    feeds,
    discourse_feeds,
)
# Who adds acts to the page behind "More" of a post, and of a topic.
POST_ACTS: tuple[Source, ...] = (
    text_acts,
    *order.POST_ACTS,
    *voices.POST_ACTS,
)
TOPIC_ACTS: tuple[Source, ...] = (
    file_acts,
    export_acts,
    message_acts,
    *voices.TOPIC_ACTS,
    tag_acts,
    state_acts,
    *order.TOPIC_ACTS,
)
# What all templates may call.
WORDS_OF_PAGES = {
    "board_description": board_description,
    "board_levels": board_levels,
    "board_name": board_name,
    "board_short": board_short,
    "board_url": board_url,
    "boards_shown": boards_shown,
    "cut": cut,
    "draw_rows": draw_rows,
    "file_endings": ENDINGS,
    "file_kinds": KINDS,
    "file_markdown": markdown_of,
    "file_url": file_url,
    "filter_words": filter_words,
    "first_unread": first_unread,
    "forum_crumb": forum_crumb,
    "fragment": fragment,
    "in_order": in_order,
    "keeps_order": keeps_order,
    "post_url": post_url,
    "rendered": rendered,
    "role_line": role_line,
    "search_places": search_places,
    "size_in_words": size_in_words,
    "tag_levels": tag_levels,
    "tag_name": tag_name,
    "tag_url": tag_url,
    "text_languages": text_languages,
    "topic_levels": topic_levels,
    "topic_states": topic_states,
    "topic_url": topic_url,
}


def create_app(settings: Settings) -> Flask:
    """The forum, the front page and the page of the advisory group."""
    blueprints = [module.blueprint for module in PAGES]
    app = create_frame(settings, package="forum_service", blueprints=blueprints, member_model=Member)
    app.config["LARGEST_BODY"] = largest_body(settings)
    suspended.install(app)
    app.extensions |= {"post_acts": POST_ACTS, "topic_acts": TOPIC_ACTS}
    app.jinja_env.globals.update(WORDS_OF_PAGES)
    programs.answer_at(app, host=getattr(settings, "discourse_host", ""))
    return app
