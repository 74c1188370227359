"""All that a service keeps about a member, for them to take along (account.data_requested.v1)."""

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Column, LargeBinary, MetaData, Table, or_, select
from sqlalchemy.orm import Session

from corridor.events.account import DataCollected, DataRequested
from corridor.messaging import outbox
from corridor.messaging.event import Meta
from corridor.service import Handlers

# How tables say whose a row is.
WHOSE = ("account_id", "author_id", "owner_id", "made_by", "opened_by", "invited_by", "translated_by")
# What opens something, or is of use to machines alone.
_LEFT_OUT = re.compile(r"hash|digest|secret|token|password|_key$|^document$|^search_text$|^sort_name$")
CHUNK = 200


def records_about(
    session: Session, metadata: MetaData, account_id: UUID, *, without: Collection[str] = ()
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rows of all tables that belong to an account, by table, in chunks; secrets are left out."""
    for table in metadata.sorted_tables:
        whose = [table.c[name] for name in WHOSE if name in table.c]
        if not whose or table.name in without:
            continue
        query = _of(table, or_(*(column == account_id for column in whose)))
        rows = session.execute(query.execution_options(yield_per=CHUNK))
        for part in rows.mappings().partitions(CHUNK):
            yield table.name, [{name: _plain(value) for name, value in row.items()} for row in part]


def _of(table: Table, mine: Any) -> Any:
    columns = [column for column in table.columns if not _is_left_out(column)]
    return select(*columns).where(mine).order_by(*table.primary_key.columns)


def _is_left_out(column: Column[Any]) -> bool:
    return isinstance(column.type, LargeBinary) or bool(_LEFT_OUT.search(column.name))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def data_handlers(service: str, metadata: MetaData, *, without: Collection[str] = ()) -> Handlers:
    """The HANDLERS entry by which a service answers; `without` names tables that are not for the member."""

    def on_data_requested(session: Session, event: DataRequested, _meta: Meta) -> None:
        account_id = UUID(event.account_id)
        facts: dict[str, Any] = {
            "request_id": event.request_id,
            "account_id": event.account_id,
            "service": service,
        }
        chunks: dict[str, int] = {}
        for name, records in records_about(session, metadata, account_id, without=without):
            chunks[name] = chunks.get(name, 0) + 1
            part = DataCollected(**facts, name=name, records=records, chunk=chunks[name])
            outbox.record(session, part)
        # How many parts there are: the last one may overtake others on the way.
        parts = sum(chunks.values())
        outbox.record(session, DataCollected(**facts, name="", records=[], chunk=parts, last=True))

    return {DataRequested: on_data_requested}
