"""Writing posts."""

from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import insert, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from corridor.errors import Conflict, NotFound
from corridor.ids import uuid7
from forum_service.posts.announcing import announce
from forum_service.posts.models import Mention, Post
from forum_service.posts.naming import whom_it_names
from forum_service.posts.place import Author, Involved, Place, Words
from forum_service.posts.recipients import authors_of
from forum_service.posts.rendering import RENDERER, Parsed, parse, to_html
from forum_service.posts.rules import check_mentions
from forum_service.sanctions.queries import standing_of
from forum_service.sanctions.rules import check_speaks
from forum_service.search.actions import index_post
from forum_service.topics.rules import FACES
from forum_service.tracking.actions import flag_unread, follow_own_post
from forum_service.uploads.actions import attach
from forum_service.uploads.queries import files_for

# The counter and the number in one statement: two replies at once wait for each other here, and each
# gets its own number.
_TAKE_NUMBER = text(
    """
    UPDATE topics SET
        highest_post_number = highest_post_number + 1,
        posts_count = posts_count + 1,
        last_posted_at = GREATEST(last_posted_at, :now),
        last_poster_id = :author,
        participant_ids = (array_prepend(CAST(:author AS uuid),
            array_remove(participant_ids, CAST(:author AS uuid))))[1:CAST(:faces AS int)]
    WHERE id = :topic AND NOT hidden AND NOT archived
    RETURNING highest_post_number
    """
)
_COUNT = text(
    """
    UPDATE boards SET posts_count = posts_count + 1, topics_count = topics_count + :topics,
        last_posted_at = GREATEST(last_posted_at, :now)
    WHERE id = :board
    """
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
    number = _take_number(session, place, author, now=now)
    post = _insert(session, place, author, words, number=number, html=html, now=now)
    note_mentions(session, post.id, named)
    if parsed.files:
        attach(session, parsed.files, kind="post", ref_id=post.id, by=author.id)
    title = place.title if number == 1 else ""
    index_post(session, post.id, place.board_id, title=title, html=html, language=words.language)
    follow_own_post(session, author.id, place.topic_id, place.board_id, number=number, now=now)
    flag_unread(session, place.topic_id, place.board_id, author_id=author.id, number=number)
    if tell:
        announce(session, place, author, post, involved=involved, origin=origin)
    # The forum's row is the busiest: it is taken last and held shortest.
    session.execute(_COUNT, {"board": place.board_id, "topics": int(number == 1), "now": now})
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


def _take_number(session: Session, place: Place, author: Author, *, now: datetime) -> int:
    values = {"topic": place.topic_id, "author": author.id, "now": now, "faces": FACES}
    number: int | None = session.execute(_TAKE_NUMBER, values).scalar_one_or_none()
    if number is None:
        raise Conflict(_("This topic was taken down or archived: nobody writes in it any more."))
    return number


def _insert(
    session: Session, place: Place, author: Author, words: Words, *, number: int, html: str, now: datetime
) -> Post:
    row = insert(Post).values(
        topic_id=place.topic_id,
        number=number,
        author_id=author.id,
        raw=words.raw,
        html=html,
        language=words.language,
        renderer=RENDERER,
        reply_to=words.reply_to,
        by_mail=bool(words.by_mail),
        created_at=now,
    )
    return session.execute(row.returning(Post)).scalar_one()
