"""`bin/bench`: our pages at two sizes beside bare ones, in one run, as ratios."""

import argparse
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from corridor.db.embedded import PrivatePostgres
from tests.bench.asking import Request, requests_of
from tests.bench.load import Result, get, measure
from tests.bench.report import BARE_POSTS, report
from tests.bench.sizes import make_world, resident_of_workers, serving, serving_bare

# Each page is asked for in turn, several times over, and its best turn counts: what else the machine does
# in the meantime then hits no page alone.
ROUNDS = 4

Targets = Mapping[str, tuple[int, Request]]


def main() -> int:
    """Measure and print; 0 when the numbers to hold are held."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="corridor-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        with PrivatePostgres(folder / "postgres") as server:
            return _measure(server, folder, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--small", type=int, default=1_000, help="topics of the small world")
    parser.add_argument("--large", type=int, default=100_000, help="topics of the large world")
    parser.add_argument("--seconds", type=float, default=6.0, help="how long each page is asked for in all")
    return parser.parse_args()


def _measure(server: PrivatePostgres, folder: Path, options: argparse.Namespace) -> int:
    sizes = (options.small, options.large)
    worlds = {topics: make_world(server, folder, topics=topics) for topics in sizes}
    with ExitStack() as stack:
        bare = _bare_targets(stack.enter_context(serving_bare(server, folder)))
        houses = {topics: stack.enter_context(serving(world, folder)) for topics, world in worlds.items()}
        targets = {topics: _targets(port) for topics, (port, _) in houses.items()}
        found = _best_of_rounds({"bare": bare, **targets}, seconds=options.seconds / ROUNDS)
        memory = [size for _, child in houses.values() for size in resident_of_workers(child)]
    return report(found["bare"], {topics: found[topics] for topics in sizes}, memory=memory)


def _bare_targets(port: int) -> Targets:
    paths = {"bare Flask": "/bare", BARE_POSTS: "/posts/7", f"{BARE_POSTS}, a connection each": "/fresh/7"}
    return {name: (port, get(path)) for name, path in paths.items()}


def _targets(port: int) -> Targets:
    return {name: (port, request) for name, request in requests_of(port)}


def _best_of_rounds(groups: Mapping[object, Targets], *, seconds: float) -> dict[object, dict[str, Result]]:
    best: dict[object, dict[str, Result]] = {group: {} for group in groups}
    for _ in range(ROUNDS):
        for name, group, (port, request) in _by_page(groups):
            result = measure(port, request, seconds=seconds)
            known = best[group].get(name)
            if known is None or result.per_second > known.per_second:
                best[group][name] = result
    return best


def _by_page(groups: Mapping[object, Targets]) -> list[tuple[str, object, tuple[int, Request]]]:
    """The same page of both sizes one right after the other."""
    turns = [(name, group, target) for group, targets in groups.items() for name, target in targets.items()]
    return sorted(turns, key=lambda turn: turn[0])


if __name__ == "__main__":
    sys.exit(main())
