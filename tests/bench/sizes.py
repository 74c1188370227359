"""A world of a given size, served as `bin/run` serves it, and the bare pages beside it."""

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
import requests

from allinone.prepare import make_signing_key, migrate_all, seed_all
from allinone.processes import Child
from allinone.services import FORUM, SERVICES, health_paths
from corridor.cli import show_progress
from corridor.db import make_engine, make_sessions, transaction
from corridor.db.embedded import PrivatePostgres, free_port
from corridor.service import Scale
from corridor.settings import env_name
from tests.bench import bare

POSTS_A_TOPIC = 10


def make_world(server: PrivatePostgres, folder: Path, *, topics: int) -> Mapping[str, str]:
    """Databases with the demo world and `topics` topics more; the settings that lead there."""
    names = {service.name: f"{service.name}_{topics}" for service in SERVICES}
    for name in names.values():
        server.create_database(name)
    urls = {env_name("database_url", service=short): server.url(name) for short, name in names.items()}
    environ = {**_settings(folder), **urls}
    var = folder / str(topics)
    var.mkdir()
    make_signing_key(environ)
    migrate_all(environ, tell=_tell)
    seed_all(environ, var=var, tell=_tell)
    _seed_topics(environ, topics)
    for url in urls.values():
        # What autovacuum does in its own time anyway: the planner shall know how large things are.
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
    return environ


def _seed_topics(environ: Mapping[str, str], topics: int) -> None:
    settings = FORUM.settings.from_env(FORUM.name, environ)
    engine = make_engine(settings)
    seed = FORUM.seed
    assert seed is not None
    with transaction(make_sessions(engine)) as session:
        scale = Scale(topics=topics, posts=topics * POSTS_A_TOPIC)
        seed(session, settings, scale=scale, progress=show_progress)
    engine.dispose()


@contextmanager
def serving(environ: Mapping[str, str], folder: Path) -> Iterator[tuple[int, Child]]:
    """The pages of all services in one gunicorn, as `bin/run` starts them."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    own = {**environ, "CORRIDOR_BASE_URL": address, "CORRIDOR_ACCOUNT_URL": address}
    with _running("allinone.web", port, own, folder, health_paths()) as child:
        yield port, child


@contextmanager
def serving_bare(server: PrivatePostgres, folder: Path) -> Iterator[int]:
    """The two bare pages, in a gunicorn of the same size."""
    server.create_database("bare")
    bare.fill(server.url("bare"))
    port = free_port()
    environ = {**os.environ, "BARE_DATABASE": server.url("bare")}
    with _running("tests.bench.bare", port, environ, folder, ["/bare"]):
        yield port


@contextmanager
def _running(
    module: str, port: int, environ: Mapping[str, str], folder: Path, paths: list[str]
) -> Iterator[Child]:
    command = [sys.executable, "-m", module, f"127.0.0.1:{port}"]
    child = Child(name=module, command=command, environ=environ, log=folder / f"{module}-{port}.log")
    child.start()
    try:
        for path in paths:
            _await(f"http://127.0.0.1:{port}{path}", child)
        yield child
    finally:
        child.stop(patience=20)


def _await(url: str, child: Child) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            if requests.get(url, timeout=5).ok:
                return
        except requests.RequestException:
            pass
        if child.died() or time.monotonic() > deadline:
            raise RuntimeError(f"{child.name} does not answer:\n{child.log.read_text()[-2000:]}")
        time.sleep(0.1)


def resident_of_workers(child: Child) -> list[int]:
    """The memory of each gunicorn worker in MB: what is its own, and its share of what they share."""
    assert child.process is not None
    pid = child.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [_resident(int(child_pid)) for child_pid in children]


def _resident(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) // 1024
    return 0


def _settings(folder: Path) -> Mapping[str, str]:
    keys = folder / "keys"
    return {
        **os.environ,
        "CORRIDOR_SECRET_KEY": "the secret key of the bench",
        "CORRIDOR_INTERNAL_SECRET": "the internal secret of the bench",
        "CORRIDOR_JWKS": str(keys / "jwks.json"),
        "CORRIDOR_SIGNING_KEY": str(keys / "signing.json"),
        "CORRIDOR_VAR": str(folder),
        # What is measured is the page, not how often one may ask for it.
        "CORRIDOR_LIMITS": "0",
    }


def _tell(line: str) -> None:
    print(f"  {line} …", file=sys.stderr, flush=True)
