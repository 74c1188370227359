"""Which kinds of pages there are: walks the links as several people, and sorts what it finds by route."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urljoin, urlsplit

import requests
from lxml import html
from werkzeug.exceptions import HTTPException

from allinone.services import SERVICES
from corridor.service import Service
from tests.e2e.visitors import Visitor, WebForm, forms_of

# Together they see every kind of page; None has no account.
READERS = ("helen.marsh", "amina.diallo", "moussa.traore", "fatou.ndiaye", "yuki.tanabe", None)
START = ("/", "/iag", "/forum", "/match", "/notify", "/account/profile", "/account/sign-in")
# How many pages of a kind are opened: the kind is what counts, not each topic.
OF_A_KIND = 3
MOST_PAGES = 400


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page that somebody could open."""

    kind: str
    path: str
    reader: str | None
    forms: tuple[WebForm, ...]


@dataclass(frozen=True, kw_only=True)
class Route:
    """A rule of some service: its kind, its path with places, and the methods it takes."""

    kind: str
    rule: str
    methods: frozenset[str]


class Routes:
    """The URL maps of all services."""

    def __init__(self) -> None:
        self._apps = {service.name: service.create_app(_settings(service)) for service in SERVICES}
        self._prefixes = {
            prefix: service.name for service in SERVICES for prefix in service.prefixes if prefix != "/"
        }

    def kind_of(self, path: str, *, method: str = "GET") -> str | None:
        """The kind of a path: "forum topics.show"; None when no route takes it."""
        name = self._prefixes.get("/" + path.split("/", 2)[1], "forum")
        adapter = self._apps[name].url_map.bind("127.0.0.1")
        try:
            endpoint, _ = adapter.match(path, method=method)
        except HTTPException:
            return None
        return f"{name} {endpoint}"

    def all(self) -> Iterator[Route]:
        """Every route of every service."""
        for name, app in self._apps.items():
            for rule in app.url_map.iter_rules():
                yield Route(
                    kind=f"{name} {rule.endpoint}", rule=rule.rule, methods=frozenset(rule.methods or ())
                )


@cache
def routes() -> Routes:
    """The routes, read once."""
    return Routes()


def _settings(service: Service) -> object:
    """Enough for an app that is only asked for its routes."""
    return service.settings(service=service.name, database_url="postgresql://nobody@127.0.0.1:1/none")


def find_pages(base_url: str) -> list[Page]:
    """For each reader some pages of each kind, found by following links from the front doors."""
    return [page for reader in READERS for page in _walk(base_url, reader)]


def _walk(base_url: str, reader: str | None) -> Iterator[Page]:
    visitor = Visitor(base_url)
    if reader is not None:
        visitor.sign_in(reader)
    waiting = deque(START)
    seen: set[str] = set(START)
    opened: dict[str, int] = {}
    while waiting and sum(opened.values()) < MOST_PAGES:
        path = waiting.popleft()
        kind = routes().kind_of(urlsplit(path).path)
        if kind is None or opened.get(kind, 0) >= OF_A_KIND:
            continue
        answer = visitor.get(path)
        assert answer.status_code < 500, f"{path} as {reader}: {answer.status_code}"
        for link in _links(answer):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
        if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
            opened[kind] = opened.get(kind, 0) + 1
            yield Page(kind=kind, path=path, reader=reader, forms=tuple(forms_of(answer)))


def _links(answer: requests.Response) -> list[str]:
    if "Location" in answer.headers:
        return [_local(answer.url, answer.headers["Location"])]
    if "html" not in answer.headers.get("Content-Type", "") or not answer.content:
        return []
    found = (str(link) for link in html.fromstring(answer.content).xpath("//a/@href"))
    return [_local(answer.url, link) for link in found if _is_ours(answer.url, link)]


def _local(base: str, link: str) -> str:
    parts = urlsplit(urljoin(base, link))
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _is_ours(base: str, link: str) -> bool:
    return urlsplit(urljoin(base, link)).netloc == urlsplit(base).netloc
