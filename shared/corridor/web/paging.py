"""Pages by key, not by number: page 1,000 costs what page 1 costs, and new rows shift nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request
from sqlalchemy import ColumnElement, Select, UnaryExpression, and_, or_, tuple_
from sqlalchemy.orm import Session
from sqlalchemy.sql.operators import desc_op

from corridor.web.cursors import Cursor, read_cursor, write_cursor
from corridor.web.work import session as request_session

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Page(Generic[T]):
    """Some items in order, and the cursors of the pages after and before them."""

    items: Sequence[T]
    next_cursor: str | None = None
    previous_cursor: str | None = None


def paginate(query: Select[Any], *, order: Sequence[Any], size: int = 30) -> Page[Any]:
    """The page that the request's `?after=` asks for."""
    return keyset(query, request_session(), order=order, after=request.args.get("after"), size=size)


def keyset(
    query: Select[Any], session: Session, *, order: Sequence[Any], after: str | None = None, size: int = 30
) -> Page[Any]:
    """The page of `query` after the cursor; a cursor that is not ours gives the first page.

    `order` names columns that are never NULL, with `.desc()` where wanted, the last of them unique.
    """
    keys = [_key(part) for part in order]
    cursor = read_cursor(after, len(keys))
    backwards = cursor is not None and cursor.backwards
    rows = _fetch(query, session, keys=keys, cursor=cursor, size=size)
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    width = len(keys)
    return Page(
        items=[_item(row, width) for row in rows],
        next_cursor=_edge(rows, width, last=True) if rows and (more or backwards) else None,
        previous_cursor=_edge(rows, width, last=False) if rows and (more if backwards else cursor) else None,
    )


@dataclass(frozen=True)
class _Key:
    column: ColumnElement[Any]
    descending: bool


def _key(part: Any) -> _Key:
    if isinstance(part, UnaryExpression):
        return _Key(part.element, part.modifier is desc_op)
    column = part.__clause_element__() if hasattr(part, "__clause_element__") else part
    return _Key(column, descending=False)


def _fetch(
    query: Select[Any], session: Session, *, keys: list[_Key], cursor: Cursor | None, size: int
) -> list[Any]:
    backwards = cursor is not None and cursor.backwards
    if cursor is not None:
        query = query.where(_beyond(keys, cursor.values, backwards=backwards))
    query = (
        query.add_columns(*(key.column for key in keys))
        .order_by(None)
        .order_by(*(key.column.desc() if key.descending != backwards else key.column.asc() for key in keys))
    )
    return list(session.execute(query.limit(size + 1)).unique())


def _beyond(keys: list[_Key], values: Sequence[Any], *, backwards: bool) -> ColumnElement[bool]:
    """The rows behind the cursor in the order of reading."""
    down = [key.descending != backwards for key in keys]
    if all(down) or not any(down):
        # One comparison of rows, which an index over the same columns answers directly.
        left, right = tuple_(*(key.column for key in keys)), tuple_(*values)
        return left < right if down[0] else left > right
    return or_(*(_step(keys[: n + 1], values, down[n]) for n in range(len(keys))))


def _step(keys: list[_Key], values: Sequence[Any], down: bool) -> ColumnElement[bool]:
    *same, last = keys
    value = values[len(same)]
    equal = [key.column == values[n] for n, key in enumerate(same)]
    return and_(*equal, last.column < value if down else last.column > value)


def _item(row: Any, width: int) -> Any:
    return row[0] if len(row) == width + 1 else row[:-width]


def _edge(rows: list[Any], width: int, *, last: bool) -> str:
    row = rows[-1] if last else rows[0]
    return write_cursor(Cursor(values=tuple(row[-width:]), backwards=not last))
