"""Writing posts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from corridor.db.quick import Quick
from corridor.errors import Conflict, NotFound
from corridor.ids import uuid7
from forum_service.posts.announcing import announce
from forum_service.posts.models import Mention, Post
from forum_service.posts.naming import whom_it_names
from forum_service.posts.place import Author, Involved, Place, Words
from forum_service.posts.recipients import authors_of, hearers_of
from forum_service.posts.rendering import RENDERER, Parsed, parse, to_html
from forum_service.posts.rendering.plain import plain_text
from forum_service.posts.rules import check_mentions
from forum_service.sanctions.queries import standing_of
from forum_service.sanctions.rules import check_speaks
from forum_service.search.documents import INDEX_NEW, document_values
from forum_service.sql import statement
from forum_service.topics.rules import FACES
from forum_service.tracking.actions import FLAG_UNREAD, FOLLOW_OWN_POST
from forum_service.uploads.actions import attach
from forum_service.uploads.queries import files_for

# The counter and the number in one statement: two replies at once wait for each other here, and each
# gets its own number.
_TAKE_NUMBER = Quick(
    text(
        f"""
    UPDATE topics SET
        highest_post_number = highest_post_number + 1,
        posts_count = posts_count + 1,
        last_posted_at = GREATEST(last_posted_at, :now),
        last_poster_id = :me,
        participant_ids = (array_prepend(CAST(:me AS uuid),
            array_remove(participant_ids, CAST(:me AS uuid))))[1:{FACES}]
    WHERE id = :topic AND NOT hidden AND NOT archived
    RETURNING highest_post_number AS number
    """  # noqa: S608  a number of the code; the values are bound
    )
)
# All that a post sets going, in one round trip: whoever answers in the same topic waits for it. It is a
# statement of its own, after the number was taken, so that it sees what the reply before has written.
_WRITE = Quick(
    statement(
        """
    WITH post AS (
        INSERT INTO posts (topic_id, number, author_id, raw, html, language, renderer, reply_to, by_mail,
            created_at)
        VALUES (:topic, CAST(:number AS int), :me, :raw, :html, :language, :renderer,
            CAST(:reply_to AS int), :by_mail, :now)
        RETURNING id
    ), indexed AS ({index}), followed AS ({follow}), flagged AS ({flag}), counted AS (
        UPDATE boards SET posts_count = posts_count + 1, topics_count = topics_count + CAST(:topics AS int),
            last_posted_at = GREATEST(last_posted_at, :now)
        WHERE id = :board
    )
    SELECT id FROM post
    """,
        index=INDEX_NEW,
        follow=FOLLOW_OWN_POST,
        flag=FLAG_UNREAD,
    )
)


def write_post(
    session: Session,
    place: Place,
    author: Author,
    words: Words,
    *,
    now: datetime,
    origin: str,
    tell: bool = True,
) -> Post:
    """Add a post to a topic: number, text, mentions, index, reading state, counts, and the event.

    `tell=False` is for what is loaded rather than written: nobody is to hear of it. Refuses an author who is
    silenced in the forum, unless the author is `cleared`.
    """
    if tell and not author.cleared:
        check_speaks(standing_of(session, author.id, place.board_id, now=now))
    parsed, html, named = render_for(session, place, words.raw, by=author.id)
    involved = Involved(
        named=frozenset(named),
        parent=_author_of_parent(session, place, words.reply_to),
        quoted=authors_of(session, place, parsed.quoted),
    )
    hearers = hearers_of(session, place, author_id=author.id, involved=involved) if tell else None
    post = _write(session, place, author, words, html=html, now=now)
    note_mentions(session, post.id, named)
    if parsed.files:
        attach(session, parsed.files, kind="post", ref_id=post.id, by=author.id)
    if hearers:
        announce(session, place, author, post, hearers=hearers, origin=origin)
    return post


def render_for(
    session: Session, place: Place, raw: str, *, by: UUID | None
) -> tuple[Parsed, str, list[UUID]]:
    """A text of `by` as it will stand in the topic: parsed, as HTML, and whom it names."""
    parsed = parse(raw, salt=str(uuid7()))
    check_mentions(len(parsed.named))
    named = whom_it_names(session, place, parsed, by=by)
    files = files_for(session, parsed.files, account_id=by)
    html = to_html(parsed, people=named.people, groups=named.groups, files=files)
    return parsed, html, list(named.told)


def note_mentions(session: Session, post_id: int, account_ids: list[UUID]) -> list[UUID]:
    """Remember who was named; returns those who were not before, so that each is told once."""
    if not account_ids:
        return []
    rows = [{"post_id": post_id, "account_id": account_id} for account_id in dict.fromkeys(account_ids)]
    new = upsert(Mention).values(rows).on_conflict_do_nothing().returning(Mention.account_id)
    return list(session.execute(new).scalars())


def _author_of_parent(session: Session, place: Place, reply_to: int | None) -> UUID | None:
    if reply_to is None:
        return None
    found = authors_of(session, place, frozenset({(place.topic_id, reply_to)}))
    if not found:
        raise NotFound(_("The post you answer is no longer there."))
    return next(iter(found))


def _write(session: Session, place: Place, author: Author, words: Words, *, html: str, now: datetime) -> Post:
    values: dict[str, Any] = {"topic": place.topic_id, "board": place.board_id, "me": author.id, "now": now}
    taken = _TAKE_NUMBER.first(session, values)
    if taken is None:
        raise Conflict(_("This topic was taken down or archived: nobody writes in it any more."))
    opening = taken.number == 1
    found_by = document_values(
        title=place.title if opening else "", text=plain_text(html), language=words.language
    )
    kept: dict[str, Any] = {"number": taken.number, "raw": words.raw, "html": html, "renderer": RENDERER}
    kept |= {"language": words.language, "reply_to": words.reply_to, "by_mail": bool(words.by_mail)}
    written = _WRITE.first(session, {**values, **kept, **found_by, "topics": int(opening)})
    return Post(
        id=written.id,
        topic_id=place.topic_id,
        author_id=author.id,
        created_at=now,
        edits=0,
        version=1,
        **kept,
    )
