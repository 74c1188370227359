"""The archive of a mailing list becomes topics."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor import clock
from forum_service.imports.mails import Archive
from forum_service.imports.people import author_of
from forum_service.imports.rules import as_markdown
from forum_service.imports.threads import Placed, in_threads
from forum_service.imports.tracing import find_imported, note_imported
from forum_service.imports.writing import Old, import_file, import_post, target_board

# So many messages are kept at a time: a run that is stopped goes on from there.
TOGETHER = 50
Report = Callable[[int, int], None]


@dataclass(kw_only=True)
class Brought:
    """What a run brought in."""

    topics: int = 0
    posts: int = 0
    known: int = 0
    failed: int = 0


def import_mbox(session: Session, path: Path, *, forum: str, name: str, report: Report) -> Brought:
    """Bring in an archive known by `name`; what is here already stays as it is. Commits as it goes."""
    source, brought = f"mbox:{name}", Brought()
    board = target_board(session, forum)
    with Archive(path) as archive:
        known = partial(_is_known, session, source)
        placed = in_threads(archive.heads(), now=clock.now(), is_known=known)
        for number, one in enumerate(placed, start=1):
            try:
                with session.begin_nested():
                    _bring(session, archive, board, source, one, brought=brought)
            except (ValueError, LookupError, UnicodeError):
                # One message that nobody could read must not keep the others out.
                brought.failed += 1
            if number % TOGETHER == 0:
                session.commit()
                report(number, len(placed))
        session.commit()
        report(len(placed), len(placed))
    return brought


def _is_known(session: Session, source: str, message: str) -> bool:
    return find_imported(session, source, "post", message) is not None


def _answered_before(session: Session, source: str, one: Placed) -> str | None:
    """The message of an earlier archive that this one answers; its topic goes on with this thread."""
    for parent in one.head.parents:
        known = find_imported(session, source, "post", parent)
        if known is not None:
            note_imported(session, source, "topic", one.root, own_id=known.partition("/")[0])
            return parent
    return None


def _bring(
    session: Session, archive: Archive, board: Row[Any], source: str, one: Placed, *, brought: Brought
) -> None:
    if find_imported(session, source, "post", one.head.id) is not None:
        brought.known += 1
        return
    head, body = one.head, archive.body(one.head)
    before = one.parent or _answered_before(session, source, one)
    author = author_of(session, source, head.email or head.name, name=head.name, email=head.email)
    files = [import_file(session, author, file.name, file.data) for file in body.files]
    old = Old(
        source=source,
        key=head.id,
        thread=one.root,
        title=head.subject,
        author=author,
        at=one.at,
        raw="\n\n".join([as_markdown(body.text), *files]).strip(),
        reply_to=before,
    )
    brought.topics += find_imported(session, source, "topic", one.root) is None
    brought.posts += import_post(session, board, old)
