"""Adding translations, bettering and removing them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, exists, select, update
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.orm import Session

from corridor.events.forum import PostTranslated
from corridor.messaging import outbox
from forum_service.posts.models import Post
from forum_service.posts.place import Author
from forum_service.posts.rendering import RENDERER, parse, to_html
from forum_service.search.actions import index_post
from forum_service.translating.models import PostTranslation
from forum_service.translating.rules import check_language, translated_already
from forum_service.translating.urls import original_url
from forum_service.urls import absolute, post_url


@dataclass(frozen=True, kw_only=True)
class Text:
    """A post in another language; `machine` is the name of what translated it, if no person did."""

    language: str
    raw: str
    machine: str = ""


def translate(
    session: Session, post: Row[Any], translator: Author, text: Text, *, now: datetime, origin: str
) -> None:
    """Put a text beside the post as its translation, in place of an earlier one into this language.

    What a machine made takes no place: raises Conflict where somebody translated meanwhile.
    """
    check_language(text.language, original=post.language)
    # Nobody is named by a translation: the original has told them.
    html = to_html(parse(text.raw), people={})
    values = {
        "raw": text.raw,
        "html": html,
        "renderer": RENDERER,
        "translated_by": translator.id,
        "machine": text.machine,
        "translated_at": now,
    }
    row = insert(PostTranslation).values(post_id=post.id, language=text.language, **values)
    if text.machine:
        _add(session, row)
    else:
        session.execute(row.on_conflict_do_update(index_elements=["post_id", "language"], set_=values))
    _note(session, post)
    _announce(session, post, text, html=html, by=translator.name, origin=origin)


def _add(session: Session, row: Insert) -> None:
    added = row.on_conflict_do_nothing(index_elements=["post_id", "language"]).returning(PostTranslation.id)
    if session.scalar(added) is None:
        raise translated_already()


def remove_translation(session: Session, post: Row[Any], language: str, *, origin: str) -> None:
    """Take a translation away; the original is shown again."""
    gone = Text(language=language, raw="")
    one = (PostTranslation.post_id == post.id) & (PostTranslation.language == language)
    session.execute(delete(PostTranslation).where(one))
    _note(session, post)
    _announce(session, post, gone, html="", by="", origin=origin)


def _note(session: Session, post: Row[Any]) -> None:
    """Whether there are translations stands with the post, and their words are found by search."""
    some = exists().where(PostTranslation.post_id == post.id)
    session.execute(update(Post).where(Post.id == post.id).values(translated=select(some).scalar_subquery()))
    title = post.title if post.number == 1 else ""
    index_post(session, post.id, post.board_id, title=title, html=post.html, language=post.language)


def _announce(session: Session, post: Row[Any], text: Text, *, html: str, by: str, origin: str) -> None:
    """Whoever is still to be mailed of the post may read it in their language."""
    event = PostTranslated(
        topic_id=post.topic_id,
        post_id=post.id,
        url=absolute(post_url(post.topic_id, post.slug, post.number), origin=origin),
        original_url=absolute(original_url(post.id), origin=origin),
        language=text.language,
        html=html,
        translator_name=by,
        machine=text.machine,
        removed=not html,
    )
    outbox.record(session, event)
