"""A mail server that answers as it is told, or hangs up at a chosen place; it keeps what it accepted."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class OddServer(socketserver.ThreadingTCPServer):
    """`answers` replaces the reply to a command ("MAIL", "RCPT", "DATA", "END" for the final dot);
    `hang_up` is before_354, in_data or after_dot. Both hold for the first `times` mails."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.answers: dict[str, str] = {}
        self.hang_up = ""
        self.times = 1
        self.mails: list[EmailMessage] = []

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def odd_answer(self, command: str) -> str | None:
        if command not in self.answers or self.times < 1:
            return None
        self.times -= 1
        return self.answers[command]

    def hangs_up(self, place: str) -> bool:
        if self.hang_up != place or self.times < 1:
            return False
        self.times -= 1
        return True

    def keep(self, lines: list[bytes]) -> None:
        mail = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)


class _Conversation(socketserver.StreamRequestHandler):
    server: OddServer

    def handle(self) -> None:
        self._say("220 odd.example")
        while line := self.rfile.readline():
            command = line[:4].decode("ascii", "replace").upper().strip()
            if command == "QUIT":
                self._say("221 bye")
                return
            if command == "DATA" and self.server.hangs_up("before_354"):
                return
            odd = self.server.odd_answer(command)
            self._say(odd or ("354 go on" if command == "DATA" else "250 fine"))
            if (odd or "").startswith("421") or (command == "DATA" and not odd and not self._take_mail()):
                return

    def _take_mail(self) -> bool:
        if self.server.hangs_up("in_data"):
            self.rfile.readline()
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            return False
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        if line == b"":
            return False
        odd = self.server.odd_answer("END")
        if odd is None:
            self.server.keep(lines)
        if self.server.hangs_up("after_dot"):
            return False
        self._say(odd or "250 kept")
        return not (odd or "").startswith("421")

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


@contextmanager
def odd_server() -> Iterator[OddServer]:
    """The server, for as long as the block lasts."""
    with OddServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
