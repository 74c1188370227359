"""`python -m allinone`: prepare, start the processes, look after them until a signal comes."""

import os
import signal
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import requests

from allinone.database import databases
from allinone.house import CannotStart, clear, hold, need_port
from allinone.options import Options, read_options
from allinone.own_secrets import secrets_of
from allinone.prepare import make_signing_key, migrate_all, seed_all
from allinone.processes import Child, GaveUp, keep_running, stop_all
from allinone.services import SERVICES, health_paths
from allinone.welcome import welcome
from corridor.db.binaries import NoPostgres
from corridor.db.embedded import DatabaseError, free_port
from corridor.settings import SettingsError

VAR = Path("var")
PATIENCE = 60


def main() -> None:
    """Run until told to stop; whatever is in the way is one clear line."""
    options = read_options()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    try:
        run(options, stop)
    except (CannotStart, DatabaseError, NoPostgres, GaveUp, SettingsError) as error:
        raise SystemExit(f"\ncorridor: {error}") from None


def run(options: Options, stop: threading.Event) -> None:
    """The whole life of the house, from the empty folder to the last process gone."""
    need_port(options.port)
    with hold(VAR):
        if options.fresh:
            tell("Throwing away the data of earlier starts")
            clear(VAR)
        tell("Starting the database")
        with databases([service.name for service in SERVICES], var=VAR, environ=os.environ) as urls:
            environ = environment(options, urls)
            make_signing_key(environ)
            migrate_all(environ, tell=tell)
            if options.demo:
                seed_all(environ, var=VAR, tell=tell)
            if not stop.is_set():
                serve(options, environ, stop)


def serve(options: Options, environ: Mapping[str, str], stop: threading.Event) -> None:
    """Start the processes, say so when they answer, keep them running."""
    port = free_port()
    # Browsers send their cookies to each port of a host: what holds open pages needs no proxy in front.
    environ = {"CORRIDOR_LIVE_URL": f"http://127.0.0.1:{port}/notify/live", **environ}
    web = _child("web", ["allinone.web", f"127.0.0.1:{options.port}"], environ)
    worker = _child("worker", ["allinone.worker"], environ)
    live = _child("live", ["notify_service", "live", "--bind", f"127.0.0.1:{port}"], environ)
    children = [web, worker, live]
    tell("Starting the pages and the worker")
    try:
        # One after the other: on two cores the worker's start would make the first page wait.
        web.start()
        await_pages(options, [web], stop)
        if not stop.is_set():
            worker.start()
            live.start()
            print(welcome(options, mails=mails(options, environ)), flush=True)
        keep_running(children, stopped=stop.wait, tell=tell)
        tell("Stopping")
    finally:
        stop_all(children)


def environment(options: Options, urls: Mapping[str, str]) -> Mapping[str, str]:
    """What the children read: settings given from outside win over those of the house."""
    own = {
        "CORRIDOR_BASE_URL": options.address,
        "CORRIDOR_ACCOUNT_URL": options.address,
        "CORRIDOR_JWKS": str(VAR / "keys" / "jwks.json"),
        "CORRIDOR_SIGNING_KEY": str(VAR / "keys" / "signing.json"),
        "CORRIDOR_VAR": str(VAR),
    }
    return {**own, **secrets_of(VAR), **os.environ, **urls}


def await_pages(options: Options, children: Sequence[Child], stop: threading.Event) -> None:
    """Return when every service answers its health check."""
    deadline = time.monotonic() + PATIENCE
    waiting = [options.address + path for path in health_paths()]
    while waiting and not stop.wait(0.1):
        waiting = [url for url in waiting if not _answers(url)]
        dead = [child for child in children if child.died()]
        if dead or time.monotonic() > deadline:
            culprit = dead[0] if dead else children[0]
            raise CannotStart(f"{culprit.name} did not start. Its log is {culprit.log}.")


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=5).ok
    except requests.RequestException:
        return False


def mails(options: Options, environ: Mapping[str, str]) -> str:
    """Where a person finds the mails."""
    server = environ.get("CORRIDOR_SMTP_URL")
    return f"sent by {server}" if server else f"{options.address}/dev/mail   (files in {VAR}/mail/)"


def _child(name: str, module: list[str], environ: Mapping[str, str]) -> Child:
    command = [sys.executable, "-m", *module]
    return Child(name=name, command=command, environ=environ, log=VAR / "log" / f"{name}.log")


def tell(line: str) -> None:
    """One line of progress."""
    print(f"  {line} …", flush=True)


if __name__ == "__main__":
    main()
