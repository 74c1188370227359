"""What is asked of our pages: as a signed-in member who reads, searches, writes."""

import json
import uuid
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from lxml import html

from tests.bench.load import get
from tests.e2e.visitors import Visitor

READER = "helen.marsh"
NEED = {
    "title": "Mapping mangroves with satellite images",
    "description": "We need methods and training to map mangroves and coastal wetlands from satellite images,"
    " to measure their restoration, and to report on it; our staff has little experience with them. " * 3,
}

Request = Callable[[], bytes]


def requests_of(port: int) -> Iterator[tuple[str, Request]]:
    visitor = Visitor(f"http://127.0.0.1:{port}").sign_in(READER)
    cookie = "; ".join(f"{one.name}={one.value}" for one in visitor.session.cookies)
    answer = visitor.get("/forum")
    assert answer.status_code == 200, f"{answer.status_code} {answer.headers} {answer.text[:500]}"
    listed = html.fromstring(answer.content)
    board = str(listed.xpath("//a[starts-with(@href, '/forum/f/')]/@href")[0])
    topic = _long_topic(visitor, board)
    form = next(form for form in visitor.forms(topic) if "textarea" in form.kinds.values())
    body = next(name for name, kind in form.kinds.items() if kind == "textarea")
    token = form.fields["_csrf"][0]
    yield "topic list", get(board, cookie=cookie)
    yield "latest list", get("/forum", cookie=cookie)
    yield "unread list", get("/forum/unread", cookie=cookie)
    yield "topic page", get(topic, cookie=cookie)
    yield "search, common word", get("/forum/search?q=restoration", cookie=cookie)
    yield "search, two words", get("/forum/search?q=wetland+restoration", cookie=cookie)
    yield "search, rare word", get("/forum/search?q=site777", cookie=cookie)
    yield "reply", _post_form(form.action, {body: "Thank you, this is what we needed."}, cookie, token)
    yield "match preview", _post_json("/match/api/v1/matches/preview", NEED, cookie, token)


def _long_topic(visitor: Visitor, board: str) -> str:
    """The longest of the first topics: a page full of posts."""
    links = html.fromstring(visitor.get(board).content).xpath("//a[starts-with(@href, '/forum/t/')]/@href")
    paths = list(dict.fromkeys("/".join(str(link).split("?")[0].split("/")[:5]) for link in links))[:20]
    return max(paths, key=lambda path: len(html.fromstring(visitor.get(path).content).xpath("//article")))


def _post_form(path: str, values: dict[str, str], cookie: str, token: str) -> Request:
    def make() -> bytes:
        body = urlencode({**values, "_csrf": token, "_key": str(uuid.uuid4())})
        return _post(path, body, "application/x-www-form-urlencoded", cookie, token)

    return make


def _post_json(path: str, value: object, cookie: str, token: str) -> Request:
    request = _post(path, json.dumps(value), "application/json", cookie, token)
    return lambda: request


def _post(path: str, body: str, kind: str, cookie: str, token: str) -> bytes:
    data = body.encode()
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Sec-Fetch-Site: same-origin",
        f"X-CSRF-Token: {token}",
        f"Cookie: {cookie}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(data)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + data
