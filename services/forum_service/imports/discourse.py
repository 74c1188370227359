"""Another forum, read through the interface of Discourse, becomes topics of ours."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from forum_service.imports.mbox import Brought
from forum_service.imports.people import author_of
from forum_service.imports.remote import SHORT, Remote
from forum_service.imports.rules import calling_nobody
from forum_service.imports.tracing import find_imported, note_imported
from forum_service.imports.writing import Old, import_file, import_post, target_board
from forum_service.posts.place import Author

Report = Callable[[int, int], None]
# ![scheme|690x388](upload://abc.png), and [paper.pdf|attachment](upload://abc.pdf) (1.2 MB)
_FILE = re.compile(
    r"(!?)\[([^\]\n]{0,300})\]\((upload://[\w.-]{1,200}|/(?:uploads|forum/files)/[^)\s]{1,400})\)"
)


def import_discourse(
    session: Session, remote: Remote, *, forum: str, category: int | None, report: Report
) -> Brought:
    """Bring in topics with their posts, authors and files; what is here already stays. Commits as it goes."""
    remote.check()
    board, brought = target_board(session, forum), Brought()
    topics = list(remote.topics(category=category))
    for number, topic in enumerate(topics, start=1):
        if topic.get("archetype", "regular") == "regular":
            _bring_topic(session, remote, board, topic, brought=brought)
            session.commit()
        report(number, len(topics))
    return brought


def _bring_topic(
    session: Session, remote: Remote, board: Row[Any], topic: dict[str, Any], *, brought: Brought
) -> None:
    thread = str(topic["id"])
    brought.topics += find_imported(session, remote.source, "topic", thread) is None
    for post in remote.posts(topic["id"]):
        if post.get("post_type", 1) != 1 or not post.get("raw"):
            continue
        key = str(post["id"])
        if find_imported(session, remote.source, "post", key) is not None:
            brought.known += 1
            continue
        author = _author(session, remote, post)
        answered = post.get("reply_to_post_number")
        old = Old(
            source=remote.source,
            key=key,
            thread=thread,
            title=str(topic["title"]),
            author=author,
            at=_moment(str(post["created_at"])),
            raw=_with_files(session, remote, author, str(post["raw"])),
            reply_to=_key_of(session, remote.source, thread, answered) if answered else None,
        )
        brought.posts += import_post(session, board, old)
        _note_number(session, remote.source, thread, post["post_number"], key)


def _author(session: Session, remote: Remote, post: dict[str, Any]) -> Author:
    user = str(post["username"])
    known = find_imported(session, remote.source, "person", user)
    email = "" if known else remote.address_of(user)
    return author_of(session, remote.source, user, name=str(post.get("name") or user)[:100], email=email)


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _with_files(session: Session, remote: Remote, author: Author, raw: str) -> str:
    """The text with each of its files brought along; one that cannot be had stays as it is named."""

    def bring(match: re.Match[str]) -> str:
        name = match[2].partition("|")[0] or match[3].rpartition("/")[2]
        path = match[3].replace("upload://", SHORT)
        data = remote.file(path)
        if data is None:
            return f"*{name}*"
        ending = match[3].rpartition(".")[2] if "." in match[3].rpartition("/")[2] else ""
        named = name if not ending or name.endswith(f".{ending}") else f"{name}.{ending}"
        return import_file(session, author, named, data)

    return _FILE.sub(bring, calling_nobody(raw))


def _note_number(session: Session, source: str, thread: str, number: int, key: str) -> None:
    note_imported(session, source, "number", f"{thread}/{number}", own_id=key)


def _key_of(session: Session, source: str, thread: str, number: int) -> str | None:
    return find_imported(session, source, "number", f"{thread}/{number}")
