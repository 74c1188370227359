"""A mail server that takes everything and notes whose mail it was: `python -m tests.bench.mail_sink <file>`.

Its port is the first line of the file; each mail adds a line: envelope recipient, Message-ID.
"""

import asyncio
import contextlib
import re
import sys
from pathlib import Path
from typing import Any, TextIO

from aiosmtpd.smtp import SMTP

_MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)


class Sink:
    """Notes a mail before it says that it has it."""

    def __init__(self, notes: TextIO) -> None:
        self._notes = notes

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        found = _MESSAGE_ID.search(envelope.content)
        name = found[1].decode() if found else "-"
        self._notes.write("".join(f"{address} {name}\n" for address in envelope.rcpt_tos))
        self._notes.flush()
        return "250 OK"


async def _serve(notes: TextIO) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Sink(notes), enable_SMTPUTF8=True), "127.0.0.1", 0)
    notes.write(f"{server.sockets[0].getsockname()[1]}\n")
    notes.flush()
    await server.serve_forever()


if __name__ == "__main__":
    with Path(sys.argv[1]).open("w") as file, contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(file))
