"""Drafts: one's own, the same that wait on our pages."""

import json
from typing import Any

from flask import Response
from flask_babel import lazy_gettext as _

from corridor import clock
from corridor.auth import viewer
from corridor.web import session, transaction
from forum_service import limits
from forum_service.boards.queries import list_boards
from forum_service.discourse.answers import done, say
from forum_service.discourse.blueprint import me, reads, writes
from forum_service.discourse.given import Unusable, given
from forum_service.discourse.shapes.users import moment
from forum_service.drafts.actions import discard_draft, save_draft
from forum_service.drafts.queries import DraftEntry, find_draft, list_drafts
from forum_service.posts.rules import LONGEST
from forum_service.topics.rules import TITLE_MAX

# Their names for where a draft belongs, and ours. Of edits and messages they keep none with us.
_NEW = "new_topic"
_TOPIC = "topic_"


def _key(name: str) -> str:
    if name == _NEW:
        return "new"
    number = name.removeprefix(_TOPIC)
    if name == number or not number.isascii() or not number.isdigit() or len(number) > 18:
        raise Unusable(_("There is nothing that this draft could belong to."))
    return f"reply/{int(number)}"


def _name(key: str) -> str:
    return _NEW if key == "new" else _TOPIC + key.removeprefix("reply/")


@reads("/drafts")
def drafts() -> Response:
    """All of them that have a name there, the last saved first."""
    boards = _numbers()
    found = [one for one in list_drafts(session(), viewer=viewer()) if not one.row.key.startswith("edit/")]
    return say({"drafts": [_item(one, boards) for one in found]})


def _item(entry: DraftEntry, boards: dict[str, int]) -> dict[str, Any]:
    row = entry.row
    return {
        "draft_key": _name(row.key),
        "sequence": row.version,
        "draft_sequence": row.version,
        "data": _data(row, boards),
        "title": entry.title,
        "excerpt": row.raw[:200],
        "topic_id": row.topic_id,
        "slug": row.slug,
        "created_at": moment(row.saved_at),
        "draft_username": viewer().handle,
        "username": viewer().handle,
        "archetype": "regular",
    }


@reads("/drafts/<name>")
def show_draft(name: str) -> Response:
    """One of them; nothing where there is none."""
    kept = find_draft(session(), me(), _key(name))
    shown = _data(kept, _numbers()) if kept else None
    return say({"draft": shown, "draft_sequence": kept.version if kept else 0})


@writes("/drafts", "POST")
@limits.drafts
def keep_draft() -> Response:
    """Keep a text under way over the `sequence` that the writer had."""
    asked = given()
    key, typed = _key(asked.need("draft_key")), _read(asked.need("data"))
    forum = next((slug for slug, number in _numbers().items() if number == typed.get("categoryId")), "")
    fields = {"title": typed["title"][:TITLE_MAX], "forum": forum}
    with transaction() as work:
        version = save_draft(
            work,
            me(),
            key,
            version=min(asked.number("sequence") or 0, 2**31 - 1),
            raw=typed["reply"][:LONGEST],
            fields={name: value for name, value in fields.items() if value},
            now=clock.now(),
        )
    return done(draft_sequence=version)


@writes("/drafts/<name>", "DELETE")
def drop_draft(name: str) -> Response:
    """Forget it."""
    with transaction() as work:
        discard_draft(work, me(), _key(name))
    return done()


def _read(data: str) -> dict[str, Any]:
    """The text under way, in a text of JSON; raises Unusable where it is none."""
    try:
        found: Any = json.loads(data)
        words = {name: str(found.get(name) or "") for name in ("reply", "title")}
        clean = all(b"\0" not in text.encode() for text in words.values())
    except (ValueError, AttributeError, RecursionError):
        clean = False
    if not clean:
        raise Unusable(_("This is no draft."))
    return {**found, **words}


def _data(row: Any, boards: dict[str, int]) -> str:
    new = row.key == "new"
    held = {
        "reply": row.raw,
        "action": "createTopic" if new else "reply",
        "title": row.fields.get("title"),
        "categoryId": boards.get(row.fields.get("forum", "")),
        "archetypeId": "regular",
    }
    return json.dumps({name: value for name, value in held.items() if value is not None}, ensure_ascii=False)


def _numbers() -> dict[str, int]:
    return {board.slug: board.id for board in list_boards(session(), viewer=viewer())}
