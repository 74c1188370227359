"""Changing and taking down what was written."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, text, update
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from forum_service.boards.rules import may_reply, moderates
from forum_service.moderation.actions import Target, note_act, shown_of
from forum_service.posts.actions import note_mentions, render_for
from forum_service.posts.announcing import announce_change, announce_naming
from forum_service.posts.models import Post, PostRevision
from forum_service.posts.place import Author, Place, Words
from forum_service.posts.rendering import RENDERER
from forum_service.posts.rules import check_edit, check_sharing, check_version, keeps_revision
from forum_service.sanctions.queries import standing_of
from forum_service.sanctions.rules import check_speaks
from forum_service.search.actions import index_post
from forum_service.states.queries import is_archived
from forum_service.states.rules import check_not_archived
from forum_service.uploads.actions import refer_to
from forum_service.urls import post_url


def check_editor(post: Row[Any], editor: Viewer, *, now: datetime) -> None:
    """Raises Forbidden where the viewer may not change this post."""
    check_edit(
        editor,
        author_id=post.author_id,
        written_at=post.created_at,
        closed=post.closed,
        now=now,
        moderator=moderates(editor.roles, post),
        shared=post.wiki and may_reply(editor.roles, post, private=post.private),
    )


def edit_post(
    session: Session,
    post: Row[Any],
    place: Place,
    editor: Viewer,
    *,
    words: Words,
    now: datetime,
    origin: str | None = None,
) -> None:
    """Change the text of a post; what it was is kept, and only who is newly named hears of it.

    Raises EditConflict when the text is no longer of the version that the editor began with. Without an
    `origin` for the addresses in mails nobody is told.
    """
    check_editor(post, editor, now=now)
    if editor.id is not None:
        check_speaks(standing_of(session, editor.id, place.board_id, now=now))
    check_not_archived(is_archived(session, post.topic_id))
    check_version(known=words.version, current=post.version)
    if (words.raw, words.language) == (post.raw, post.language):
        return
    parsed, html, named = render_for(session, place, words.raw, by=editor.id)
    kept = keeps_revision(editor_id=editor.id, author_id=post.author_id, written_at=post.created_at, now=now)
    _replace(
        session, post, words, html=html, trace={"edited_at": now, "edits": Post.edits + 1} if kept else {}
    )
    if kept:
        revision = _keep_revision(session, post, editor, reason=words.reason, now=now)
        if editor.id != post.author_id and not post.wiki:
            _note_edit(session, post, editor, revision=revision, reason=words.reason, now=now)
    title = place.title if post.number == 1 else ""
    index_post(session, post.id, place.board_id, title=title, html=html, language=words.language)
    refer_to(session, parsed.files, kind="post", ref_id=post.id, by=Author.of(editor).id)
    announce_change(session, post.id, "edited")
    newly = note_mentions(session, post.id, named)
    if newly and origin is not None:
        changed = session.execute(select(Post).where(Post.id == post.id)).scalar_one()
        announce_naming(session, place, Author.of(editor), changed, named=newly, now=now, origin=origin)


def _replace(session: Session, post: Row[Any], words: Words, *, html: str, trace: Mapping[str, Any]) -> None:
    values = {"raw": words.raw, "html": html, "language": words.language, "renderer": RENDERER, **trace}
    # Whoever edits at the same moment waits here and then finds another version.
    mine = update(Post).where(Post.id == post.id, Post.version == post.version)
    changed = session.execute(mine.values(**values, version=Post.version + 1).returning(Post.version))
    check_version(known=post.version + 1, current=changed.scalar_one_or_none() or 0)


def _note_edit(
    session: Session, post: Row[Any], editor: Viewer, *, revision: int, reason: str, now: datetime
) -> None:
    """A moderator changed the words of somebody else: that stands in the record."""
    url = post_url(post.topic_id, post.slug, post.number)
    note_act(
        session,
        actor=editor,
        act="post_edited",
        target=Target(name=f"post/{post.id}", board_id=post.board_id, subject_id=post.author_id),
        details={**shown_of(post, url), "number": post.number, "reason": reason},
        undo={"how": "restore_text", "post_id": post.id, "revision": revision},
        now=now,
    )


def _keep_revision(session: Session, post: Row[Any], editor: Viewer, *, reason: str, now: datetime) -> int:
    number = select(func.coalesce(func.max(PostRevision.number), 0) + 1).where(
        PostRevision.post_id == post.id
    )
    row = insert(PostRevision).values(
        post_id=post.id,
        number=number.scalar_subquery(),
        raw=post.raw,
        html=post.html,
        language=post.language,
        replaced_by=editor.id,
        replaced_at=now,
        reason=reason,
    )
    return session.execute(row.returning(PostRevision.number)).scalar_one()


def set_shared(session: Session, post_id: int, *, shared: bool) -> None:
    """Let all who may reply edit a post, or its author alone; whoever calls has seen to it that they may."""
    session.execute(update(Post).where(Post.id == post_id).values(wiki=shared))


def share_post(session: Session, post: Row[Any], actor: Viewer, *, shared: bool, now: datetime) -> None:
    """Let all who may reply edit a post, or its author alone again."""
    check_sharing(actor, author_id=post.author_id, moderator=moderates(actor.roles, post))
    set_shared(session, post.id, shared=shared)
    if actor.id != post.author_id and post.wiki != shared:
        note_act(
            session,
            actor=actor,
            act="post_shared" if shared else "post_unshared",
            target=Target(name=f"post/{post.id}", board_id=post.board_id, subject_id=post.author_id),
            details=shown_of(post, post_url(post.topic_id, post.slug, post.number)),
            undo={"how": "share_post", "post_id": post.id, "shared": not shared},
            now=now,
        )


_UNCOUNT = text(
    """
    WITH hidden AS (UPDATE posts SET hidden = true WHERE id = :id AND NOT hidden RETURNING topic_id, number),
    counted AS (
        UPDATE topics t SET posts_count = posts_count - 1, hidden = t.hidden OR h.number = 1
        FROM hidden h WHERE t.id = h.topic_id RETURNING t.board_id, h.number)
    UPDATE boards b SET
        posts_count = b.posts_count - 1, topics_count = b.topics_count - CAST(c.number = 1 AS int)
    FROM counted c WHERE b.id = c.board_id
    """
)


def take_down(session: Session, post_id: int) -> None:
    """Hide a post from everybody, and with the first post its topic; it stays in the database."""
    session.execute(_UNCOUNT, {"id": post_id})
    announce_change(session, post_id, "destroyed")


_COUNT_AGAIN = text(
    """
    WITH shown AS (UPDATE posts SET hidden = false WHERE id = :id AND hidden RETURNING topic_id, number),
    counted AS (
        UPDATE topics t SET posts_count = posts_count + 1, hidden = t.hidden AND s.number <> 1
        FROM shown s WHERE t.id = s.topic_id RETURNING t.board_id, s.number)
    UPDATE boards b SET
        posts_count = b.posts_count + 1, topics_count = b.topics_count + CAST(c.number = 1 AS int)
    FROM counted c WHERE b.id = c.board_id
    """
)


def put_back(session: Session, post_id: int) -> None:
    """Show a post again that was taken down, and with the first post its topic."""
    session.execute(_COUNT_AGAIN, {"id": post_id})
    announce_change(session, post_id, "recovered")
