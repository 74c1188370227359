"""The private messages of the demo world, from seed/messages.json."""

import json
from datetime import timedelta
from importlib.resources import files
from uuid import UUID

from sqlalchemy.orm import Session

from corridor import clock
from corridor.demo import person
from forum_service.messages.actions import send_message
from forum_service.posts.actions import write_post
from forum_service.posts.place import Author, Words


def seed_messages(session: Session, *, origin: str) -> None:
    """Write the messages; whoever calls has seen to it that there are none yet."""
    text = files("forum_service").joinpath("seed/messages.json").read_text(encoding="utf-8")
    for entry in json.loads(text):
        moment = clock.now() - timedelta(days=entry["days"])
        (_first, raw), *replies = entry["posts"]
        readers: dict[UUID, str | None] = {person(handle).account_id: None for handle in entry["to"]}
        place, _post = send_message(
            session,
            _author(entry["from"]),
            readers,
            title=entry["title"],
            words=Words(raw=raw, language=entry["language"]),
            now=moment,
            origin=origin,
        )
        for number, (handle, reply) in enumerate(replies, start=1):
            words = Words(raw=reply, language=entry["language"])
            later = moment + timedelta(hours=5 * number)
            write_post(session, place, _author(handle), words, now=later, origin=origin)


def _author(handle: str) -> Author:
    one = person(handle)
    return Author(id=one.account_id, name=one.name, organisation=one.organisation)
