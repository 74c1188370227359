"""What the code under test asks the database, whichever way it asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import psycopg


@contextmanager
def noting_statements() -> Iterator[list[str]]:
    """The statements sent within the block, in order, each on one line."""
    sent: list[str] = []
    execute = psycopg.Cursor.execute

    def note(cursor: Any, query: Any, *args: Any, **options: Any) -> Any:
        sent.append(" ".join(str(query).split()))
        return execute(cursor, query, *args, **options)

    with patch.object(psycopg.Cursor, "execute", note):
        yield sent
