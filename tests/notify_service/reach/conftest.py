"""A name server for our own domain, and a mail server that answers as it is told."""

import socketserver
import threading

import dns.message
import dns.rrset
import pytest

from tests.notify_service.channels.odd_server import odd_server


class NameServer(socketserver.ThreadingUDPServer):
    """Answers from `records`: (name, kind) to texts; what is not there does not exist."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Question)
        self.records = {}

    @property
    def address(self):
        return f"127.0.0.1:{self.server_address[1]}"


class _Question(socketserver.BaseRequestHandler):
    def handle(self):
        packet, socket = self.request
        question = dns.message.from_wire(packet)
        asked = question.question[0]
        name = asked.name.to_text(omit_final_dot=True)
        kind = dns.rdatatype.to_text(asked.rdtype)
        answer = dns.message.make_response(question)
        found = self.server.records.get((name, kind), [])
        if found:
            answer.answer.append(dns.rrset.from_text(asked.name, 60, "IN", kind, *found))
        socket.sendto(answer.to_wire(), self.client_address)


@pytest.fixture
def name_server():
    with NameServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def server():
    with odd_server() as running:
        yield running
