"""Writing what was written elsewhere, as of then, and telling nobody."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from corridor.errors import CorridorError, NotFound
from forum_service.boards.models import Board, BoardKind
from forum_service.imports.rules import in_parts, title_of
from forum_service.imports.tracing import find_imported, note_imported
from forum_service.language import guess_language
from forum_service.posts.actions import write_post
from forum_service.posts.place import Author, Place, Words
from forum_service.topics.actions import place_topic
from forum_service.topics.models import Topic
from forum_service.uploads.actions import store_file
from forum_service.uploads.rules import file_url

# Nobody is told, so no address of ours stands in a mail.
NOWHERE = ""


def target_board(session: Session, slug: str) -> Row[Any]:
    """The forum that takes it in; raises NotFound."""
    query = select(Board.__table__).where(Board.slug == slug, Board.kind == BoardKind.FORUM)
    row: Row[Any] | None = session.execute(query).one_or_none()
    if row is None:
        raise NotFound(_("There is no such forum."))
    return row


def place_of(session: Session, board: Row[Any], topic_id: int) -> Place | None:
    """A topic that was opened by an earlier run; None where it was taken away since."""
    row = session.execute(select(Topic.__table__).where(Topic.id == topic_id)).one_or_none()
    if row is None:
        return None
    return Place(
        topic_id=row.id,
        slug=row.slug,
        title=row.title,
        board_id=row.board_id,
        board_slug=board.slug,
        board_name=board.name,
        audience=row.audience,
    )


@dataclass(frozen=True, kw_only=True)
class Old:
    """A message of another place: its `key` there, the key of its thread, who wrote it when, and what."""

    source: str
    key: str
    thread: str
    title: str
    author: Author
    at: datetime
    raw: str
    reply_to: str | None = None


def import_post(session: Session, board: Row[Any], old: Old) -> bool:
    """Write it into the topic of its thread, which is opened if this is the first of it; whether it was new.

    What is too long for one post becomes several.
    """
    if find_imported(session, old.source, "post", old.key) is not None:
        return False
    place = _place(session, board, old)
    language = guess_language(old.raw, default="en")
    first = 0
    for part in in_parts(old.raw or "…"):
        answers = number_in(session, old.source, old.reply_to, place) if not first else None
        words = Words(raw=part, language=language, reply_to=answers)
        post = write_post(session, place, old.author, words, now=old.at, origin=NOWHERE, tell=False)
        first = first or post.number
    note_imported(session, old.source, "post", old.key, own_id=f"{place.topic_id}/{first}")
    return True


def _place(session: Session, board: Row[Any], old: Old) -> Place:
    known = find_imported(session, old.source, "topic", old.thread)
    place = place_of(session, board, int(known)) if known else None
    if place is None:
        heading = title_of(old.title)
        language = guess_language(f"{heading}\n{old.raw}", default="en")
        place = place_topic(session, board, old.author, title=heading, language=language, now=old.at)
        note_imported(session, old.source, "topic", old.thread, own_id=str(place.topic_id))
    return place


def number_in(session: Session, source: str, key: str | None, place: Place) -> int | None:
    """The number of the post answered, where it stands in the same topic."""
    known = find_imported(session, source, "post", key) if key else None
    topic, _slash, number = (known or "").partition("/")
    return int(number) if topic == str(place.topic_id) else None


def import_file(session: Session, author: Author, name: str, data: bytes) -> str:
    """A file as a line of Markdown; where it cannot be taken in, the line says so."""
    try:
        with session.begin_nested():
            kept = store_file(session, owner_id=author.id, filename=name, stream=BytesIO(data))
    except CorridorError as error:
        return f"*{_escaped(name)}: {error.message}*"
    sign = "!" if kept.width else ""
    return f"{sign}[{_escaped(kept.name)}]({file_url(kept.id, kept.name)})"


def _escaped(name: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\[]*_`<>" else sign for sign in name)
