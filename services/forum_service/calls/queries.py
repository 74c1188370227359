"""Reading calls and who spoke in them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.errors import NotFound
from forum_service.boards.models import Board
from forum_service.boards.queries import (
    BOARDS_OF_TOPIC,
    LEVEL,
    LISTED_TOPIC,
    SHOWN_BOARD,
    VISIBLE_TOPIC,
    sight,
)
from forum_service.calls.models import Extension, Speaks, Stance
from forum_service.calls.rules import keys_of
from forum_service.posts.recipients import FORUM, MAY_SEE
from forum_service.sql import part, statement

SHOWN = 200
LISTED = 50

_COLUMNS = part(
    """
    c.id, c.topic_id, c.opened_by, c.title, c.raw, c.html, c.language, c.speaks, c.created_at, c.opens_at,
    c.closes_at, c.withdrawn_at, c.withdrawn_because, c.decision, c.outcome_at, c.outcome_post_id,
    t.slug, t.title AS topic_title, t.language AS topic_language, t.author_id, t.board_id, t.audience,
    t.audience IS NOT NULL AS private, t.closed, {shown}, b.moderate_roles, b.reply_roles, b.authors_call,
    m.name AS opener_name, m.handle AS opener_handle, o.number AS outcome_number
""",
    shown=SHOWN_BOARD,
)
_FROM = part(
    """
    FROM calls c
    JOIN topics t ON t.id = c.topic_id
    {boards}
    LEFT JOIN members m ON m.account_id = c.opened_by
    LEFT JOIN posts o ON o.id = c.outcome_post_id AND NOT o.hidden
""",
    boards=BOARDS_OF_TOPIC,
)
_ONE = statement(
    "SELECT {columns} {source} WHERE c.id = :id AND {visible}",
    columns=_COLUMNS,
    source=_FROM,
    visible=VISIBLE_TOPIC,
)
_SPOKEN = """
    (SELECT count(*) FROM call_voices v WHERE v.call_id = c.id AND v.replaced_at IS NULL) AS voices,
    EXISTS (
        SELECT 1 FROM call_voices v WHERE v.call_id = c.id AND v.key = ANY (CAST(:keys AS text[]))) AS spoken
"""
_LIST = """
    SELECT {columns}, {spoken} {source} WHERE {which} AND {visible} ORDER BY {order} LIMIT :size
"""
_UNDER_WAY = statement(
    _LIST,
    columns=_COLUMNS,
    spoken=_SPOKEN,
    source=_FROM,
    which="c.withdrawn_at IS NULL AND c.closes_at > :now",
    visible=LISTED_TOPIC,
    order="c.opens_at > :now, c.closes_at, c.id",
)
_PAST = statement(
    _LIST,
    columns=_COLUMNS,
    spoken=_SPOKEN,
    source=_FROM,
    which="(c.closes_at <= :now OR c.withdrawn_at IS NOT NULL)",
    visible=LISTED_TOPIC,
    order="LEAST(c.closes_at, c.withdrawn_at) DESC, c.id DESC",
)
_TALLY = text(
    "SELECT stance, count(*) FROM call_voices WHERE call_id = :call AND replaced_at IS NULL GROUP BY stance"
)
# Objections first: they are what a chair must answer.
_VOICE = """
    SELECT v.id, v.key, v.label, v.account_id, v.stance, v.reason, v.spoken_at, v.replaced_at,
        COALESCE(m.name, '') AS name, COALESCE(m.handle, '') AS handle,
        COALESCE(m.organisation, '') AS organisation, COALESCE(m.country, '') AS country
    FROM call_voices v LEFT JOIN members m ON m.account_id = v.account_id
    WHERE v.call_id = :call
"""
_VOICES = text(
    f"""
    {_VOICE}
    ORDER BY v.replaced_at IS NOT NULL, v.stance <> 'objection', v.stance <> 'concern', v.spoken_at, v.id
    LIMIT :size
    """
)
_VOICES_FOR = text(
    f"{_VOICE} AND v.replaced_at IS NULL AND v.key = ANY (CAST(:keys AS text[])) ORDER BY v.spoken_at, v.id"
)
_ELECTORATE = statement(
    """
    SELECT m.account_id, m.organisation, m.roles, {level} > 0 AS hears
    FROM members m
    JOIN topics t ON t.id = :topic
    CROSS JOIN LATERAL {forum} b
    LEFT JOIN topic_readers r ON r.account_id = m.account_id AND r.topic_id = t.id
    LEFT JOIN board_readers br ON br.account_id = m.account_id AND br.board_id = b.id
    WHERE {may_see} AND NOT t.hidden
    ORDER BY m.account_id
    """,
    level=LEVEL.replace(":me", "m.account_id"),
    forum=FORUM.replace(":board", "t.board_id"),
    may_see=MAY_SEE.replace("CAST(:audience AS uuid[])", "t.audience"),
)


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many stand where."""

    support: int = 0
    concern: int = 0
    objection: int = 0

    @property
    def all(self) -> int:
        return self.support + self.concern + self.objection


@dataclass(frozen=True, kw_only=True)
class Elector:
    """Somebody who has a voice in a call: the keys of their voices, and whether they want to hear of it."""

    account_id: UUID
    keys: frozenset[str]
    hears: bool


def get_call_for(session: Session, call_id: int, *, viewer: Viewer) -> Row[Any]:
    """The call with its topic; raises NotFound when absent or not for the viewer."""
    row = session.execute(_ONE, {"id": call_id, **sight(viewer)}).one_or_none()
    if row is None:
        raise NotFound(_("There is no such call."))
    return row


def list_calls(session: Session, *, viewer: Viewer, now: datetime, size: int = LISTED) -> Sequence[Row[Any]]:
    """Calls that are open, the next to close first, then those to come."""
    values = {**sight(viewer), "keys": _keys(viewer), "now": now, "size": size}
    return session.execute(_UNDER_WAY, values).all()


def past_calls(session: Session, *, viewer: Viewer, now: datetime) -> Sequence[Row[Any]]:
    """Calls that have closed or were withdrawn, the latest first."""
    values = {**sight(viewer), "keys": _keys(viewer), "now": now, "size": LISTED}
    return session.execute(_PAST, values).all()


def keys_of_viewer(viewer: Viewer, *, speaks: str) -> dict[str, str]:
    """The voices the viewer may raise, with the words to show for each."""
    if viewer.id is None:
        return {}
    return keys_of(speaks, account_id=viewer.id, organisation=viewer.organisation, roles=viewer.roles)


def _keys(viewer: Viewer) -> list[str]:
    """Under whatever rule: no two of them have a key in common."""
    return [key for speaks in Speaks for key in keys_of_viewer(viewer, speaks=speaks)]


def rights_of_board(session: Session, board_id: int) -> Any:
    """What the forum says of calls."""
    columns = (Board.moderate_roles, Board.reply_roles, Board.authors_call)
    return session.execute(select(*columns).where(Board.id == board_id)).one()


def tally_of(session: Session, call_id: int) -> Tally:
    """The numbers, without what was replaced."""
    rows = session.execute(_TALLY, {"call": call_id}).all()
    return Tally(**{Stance(stance).value: count for stance, count in rows})


def voices_of(session: Session, call_id: int, *, size: int = SHOWN) -> Sequence[Row[Any]]:
    """Who spoke: what holds, objections first, then what was replaced."""
    return session.execute(_VOICES, {"call": call_id, "size": size}).all()


def voices_for(session: Session, call_id: int, *, keys: Collection[str]) -> Sequence[Row[Any]]:
    """What holds for these keys, however many others spoke."""
    return session.execute(_VOICES_FOR, {"call": call_id, "keys": list(keys)}).all()


def extensions_of(session: Session, call_id: int) -> Sequence[Extension]:
    """How the closing time was moved, in order."""
    query = select(Extension).where(Extension.call_id == call_id)
    return session.scalars(query.order_by(Extension.id)).all()


def electorate(session: Session, topic_id: int, *, speaks: str) -> list[Elector]:
    """Everybody who sees the topic and has a voice."""
    rows = session.execute(_ELECTORATE, {"topic": topic_id})
    known = (
        (row, keys_of(speaks, account_id=row.account_id, organisation=row.organisation, roles=row.roles))
        for row in rows
    )
    return [
        Elector(account_id=row.account_id, keys=frozenset(keys), hears=row.hears)
        for row, keys in known
        if keys
    ]


def count_keys(electors: Iterable[Elector]) -> int:
    """How many voices there could be."""
    return len({key for elector in electors for key in elector.keys})


def spoken_keys(session: Session, call_id: int) -> frozenset[str]:
    """Who has spoken, as keys."""
    query = text("SELECT key FROM call_voices WHERE call_id = :call AND replaced_at IS NULL")
    return frozenset(session.execute(query, {"call": call_id}).scalars())


def speakers(session: Session, call_id: int) -> frozenset[UUID]:
    """Everybody who has spoken, also those whose words were replaced."""
    query = text("SELECT DISTINCT account_id FROM call_voices WHERE call_id = :call")
    return frozenset(session.execute(query, {"call": call_id}).scalars())
