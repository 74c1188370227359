"""`bin/bench`: our pages at two sizes beside bare ones, in one run, as ratios."""

import argparse
import json
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import html  # type: ignore[import-untyped]

from corridor.db.embedded import PrivatePostgres
from tests.bench.load import Result, get, measure
from tests.bench.sizes import make_world, resident_of_workers, serving, serving_bare
from tests.e2e.visitors import Visitor

READER = "helen.marsh"
MOST_MEMORY = 150
LEAST_OF_BARE = 0.4
MOST_GROWTH = 1.3

BARE_POSTS = "bare Flask + psycopg"
Request = Callable[[], bytes]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One size: what each page did, and the memory of the workers that served them."""

    results: dict[str, Result]
    memory: list[int]


def main() -> int:
    """Measure and print; 0 when the numbers to hold are held."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="corridor-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        with PrivatePostgres(folder / "postgres") as server:
            bare = _measure_bare(server, folder, options.seconds)
            sizes = {
                topics: _measure_size(server, folder, topics, options.seconds)
                for topics in (options.small, options.large)
            }
    return _report(bare, sizes)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--small", type=int, default=1_000, help="topics of the small world")
    parser.add_argument("--large", type=int, default=100_000, help="topics of the large world")
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each page is asked for")
    return parser.parse_args()


def _measure_bare(server: PrivatePostgres, folder: Path, seconds: float) -> dict[str, Result]:
    with serving_bare(server, folder) as port:
        return {
            "bare Flask": measure(port, get("/bare"), seconds=seconds),
            BARE_POSTS: measure(port, get("/posts/7"), seconds=seconds),
            f"{BARE_POSTS}, a connection each": measure(port, get("/fresh/7"), seconds=seconds),
        }


def _measure_size(server: PrivatePostgres, folder: Path, topics: int, seconds: float) -> Measured:
    print(f"A world of {topics:,} topics", file=sys.stderr)
    environ = make_world(server, folder, topics=topics)
    with serving(environ, folder) as (port, child):
        results = {name: measure(port, request, seconds=seconds) for name, request in _requests(port)}
        return Measured(results=results, memory=resident_of_workers(child))


def _requests(port: int) -> Iterator[tuple[str, Request]]:
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
    yield "topic page", get(topic, cookie=cookie)
    yield "search", get("/forum/search?q=wetland+restoration", cookie=cookie)
    yield "reply", _post_form(form.action, {body: "Thank you, this is what we needed."}, cookie, token)
    yield "match preview", _post_json("/match/api/v1/matches/preview", NEED, cookie, token)


NEED = {
    "title": "Mapping mangroves with satellite images",
    "description": "We need methods and training to map mangroves and coastal wetlands from satellite images,"
    " to measure their restoration, and to report on it; our staff has little experience with them. " * 3,
}


def _long_topic(visitor: Visitor, board: str) -> str:
    """The longest of the first topics: a page full of posts."""
    links = html.fromstring(visitor.get(board).content).xpath("//a[starts-with(@href, '/forum/t/')]/@href")
    paths = list(dict.fromkeys("/".join(str(link).split("?")[0].split("/")[:5]) for link in links))[:20]
    return max(paths, key=lambda path: len(html.fromstring(visitor.get(path).content).xpath("//article")))


def _post_form(path: str, values: dict[str, str], cookie: str, token: str) -> Request:
    from urllib.parse import urlencode

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


def _report(bare: dict[str, Result], sizes: dict[int, Measured]) -> int:
    base = bare[BARE_POSTS].per_second
    print(f"\n{'':34}{'per second':>12}{'median ms':>12}{'95 % ms':>10}{'of bare psycopg':>18}   answers")
    for name, result in bare.items():
        _print_row(name, result, base)
    for topics, measured in sizes.items():
        for name, result in measured.results.items():
            _print_row(f"{name}, {topics:,} topics", result, base)
    small, large = sizes.values()
    print("\nmedian at the large size, as a multiple of the small one")
    growth = {name: large.results[name].median / small.results[name].median for name in small.results}
    for name, ratio in growth.items():
        print(f"  {name:32}{ratio:8.2f}")
    print(f"\nmemory of the workers: {', '.join(f'{megabytes} MB' for megabytes in large.memory)}")
    return _verdict(large.results["topic page"].per_second / base, growth, max(large.memory))


def _print_row(name: str, result: Result, base: float) -> None:
    answers = ", ".join(f"{count}x {status}" for status, count in sorted(result.statuses.items()))
    print(
        f"{name:34}{result.per_second:12.0f}{result.median:12.1f}{result.p95:10.1f}"
        f"{result.per_second / base:18.2f}   {answers}"
    )


def _verdict(of_bare: float, growth: dict[str, float], memory: int) -> int:
    worst = max(growth.values())
    held = {
        f"topic page at {of_bare:.0%} of the bare psycopg page (to reach: {LEAST_OF_BARE:.0%})": of_bare
        >= LEAST_OF_BARE,
        f"large within {worst:.2f}x of small (to reach: {MOST_GROWTH}x)": worst <= MOST_GROWTH,
        f"a worker under {memory} MB (to reach: {MOST_MEMORY} MB)": memory <= MOST_MEMORY,
    }
    for line, ok in held.items():
        print(f"  {'held  ' if ok else 'MISSED'}  {line}")
    return 0 if all(held.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
