"""Pages of topics and their lists."""

from typing import Any

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import CorridorError, NotFound
from corridor.web import form_from, idempotent, render, see_other, session, transaction
from corridor.web.frame import frame
from corridor.web.i18n import reading_locale
from forum_service import limits
from forum_service.approval.actions import hold, must_wait
from forum_service.approval.destinations import new_topic, waiting_url
from forum_service.boards.queries import list_boards, pick_board
from forum_service.composer.composers import topic_composer
from forum_service.composer.schemas import DETECT, TopicForm
from forum_service.composer.views import refuse_unattached, show_composer, typed_version
from forum_service.drafts.actions import discard_draft
from forum_service.language import guess_language
from forum_service.moderation.ordering import end_discussion, resume_discussion
from forum_service.moderation.queries import rights_of
from forum_service.moderation.rules import check_moderates
from forum_service.posts.place import Author, Tagging, Words
from forum_service.posts.queries import posts_of_page
from forum_service.posts.rules import may_edit
from forum_service.reading.views import way_to_moved
from forum_service.tags.rules import read_tags
from forum_service.topics.actions import open_topic
from forum_service.topics.articles import draw_articles
from forum_service.topics.pages import draw_page
from forum_service.topics.queries import get_topic_for
from forum_service.topics.rules import PageOfTopic, page_of_topic, page_with_post
from forum_service.tracking.views import note_view
from forum_service.urls import post_url, topic_url

blueprint = Blueprint("topics", __name__, url_prefix="/forum")


@blueprint.get("/t/<slug>/<int:topic_id>")
@blueprint.get("/t/<slug>/<int:topic_id>/<int:number>")
@access.member
def show(slug: str, topic_id: int, number: int | None = None) -> AnyResponse:
    """One page of a topic; with a post number the page that post stands on, and the post marked."""
    try:
        topic = get_topic_for(session(), topic_id, viewer=viewer())
    except NotFound:
        return way_to_moved(topic_id, number or 1)
    if slug != topic.slug:
        return see_other(
            post_url(topic.id, topic.slug, number) if number else topic_url(topic.id, topic.slug)
        )
    wanted = page_with_post(number) if number is not None else request.args.get("page", 1, type=int)
    page = page_of_topic(highest=topic.highest_post_number, number=wanted)
    posts = _posts(topic, page) if page else []
    if page is None or (number is not None and all(post.number != number for post in posts)):
        return way_to_moved(topic.id, number)
    editable = _editable(topic, posts)
    articles = draw_articles(posts, url=topic_url(topic.id, topic.slug), target=number, editable=editable)
    drawn = draw_page(topic, page, posts, articles, may_moderate=viewer().is_staff or topic.moderated)
    response = render("topics/show.html", topic=topic, drawn=drawn)
    note_view(topic, posts)
    return response


def _posts(topic: Any, page: PageOfTopic) -> Any:
    language = str(reading_locale())
    return posts_of_page(session(), topic.id, first=page.first, last=page.last, language=language)


def _editable(topic: Any, posts: Any) -> set[int]:
    who = viewer()
    # Most readers wrote nothing of what they read.
    keeper = who.is_staff or topic.moderated
    own = posts if keeper else [post for post in posts if post.author_id == who.id or post.wiki]
    if topic.archived:
        return set()
    known = {"closed": topic.closed, "now": clock.now()} if own else {}
    replies = topic.may_reply or topic.private
    return {
        post.id
        for post in own
        if may_edit(
            who,
            author_id=post.author_id,
            written_at=post.created_at,
            moderator=keeper,
            shared=post.wiki and replies,
            **known,
        )
    }


@blueprint.get("/t/<int:topic_id>")
@access.member
def find(topic_id: int) -> AnyResponse:
    """The short address of a topic; it tells its slug only to who may see it."""
    try:
        topic = get_topic_for(session(), topic_id, viewer=viewer())
    except NotFound:
        return way_to_moved(topic_id, 1)
    return see_other(topic_url(topic.id, topic.slug))


@blueprint.get("/topics/new")
@access.member
def compose() -> Response:
    """The composer of a new topic."""
    composer = topic_composer(session(), viewer(), forum=request.args.get("forum", ""))
    return render("composer/page.html", composer=composer)


@blueprint.post("/topics")
@access.member
@limits.topics
@idempotent
def create() -> AnyResponse:
    """Open a topic."""
    form = form_from(TopicForm)
    composer = topic_composer(session(), viewer(), form=form)
    composer.draft_version = typed_version()
    refuse_unattached(form)
    if form.data is None:
        return render("composer/page.html", 422, composer=composer)
    try:
        return see_other(_open(form.data))
    except CorridorError as error:
        return show_composer(composer, error)


def _open(data: dict[str, Any]) -> str:
    author = Author.of(viewer())
    tagging = Tagging(slugs=read_tags(data["tags"]), staff=viewer().is_staff)
    words = Words(raw=data["raw"], language=chosen_language(data), tagging=tagging)
    title, origin, now = data["title"].strip(), frame().settings.base_url, clock.now()
    with transaction() as work:
        board = pick_board(list_boards(work, viewer=viewer()), data["forum"])
        discard_draft(work, author.id, "new")
        if board.may_open and must_wait(work, viewer(), board, now=now):
            return waiting_url(hold(work, new_topic(board, title), author, words, now=now, origin=origin))
        place, post = open_topic(work, board, author, title=title, words=words, now=now, origin=origin)
        return post_url(place.topic_id, place.slug, post.number)


def chosen_language(data: dict[str, Any]) -> str:
    """The language chosen for a text, or the one the text shows."""
    if data["language"] != DETECT:
        return str(data["language"])
    return guess_language(f"{data.get('title', '')}\n{data['raw']}", default=viewer().language or "en")


@blueprint.post("/t/<int:topic_id>/closure")
@access.member
def close(topic_id: int) -> AnyResponse:
    """End a discussion."""
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    check_moderates(viewer(), rights_of(session(), topic.board_id))
    with transaction() as work:
        end_discussion(work, topic, viewer(), now=clock.now())
    return see_other(topic_url(topic.id, topic.slug))


@blueprint.post("/t/<int:topic_id>/reopening")
@access.member
def reopen(topic_id: int) -> AnyResponse:
    """Let a discussion go on."""
    topic = get_topic_for(session(), topic_id, viewer=viewer())
    check_moderates(viewer(), rights_of(session(), topic.board_id))
    with transaction() as work:
        resume_discussion(work, topic, viewer(), now=clock.now())
    return see_other(topic_url(topic.id, topic.slug))
