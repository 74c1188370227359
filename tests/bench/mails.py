"""`python -m tests.bench.mails`: the digests of many members, made and handed to a mail server.

Prints mails a second, the memory of the mailer along the way, and with `--kill` what became of it all when
the mailer was killed (SIGKILL) every few seconds.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from corridor import clock
from corridor.child import leashed
from corridor.db import make_engine, make_sessions, transaction
from corridor.db.embedded import PrivatePostgres
from corridor.db.migrate import migrate
from notify_service.service import SERVICE
from notify_service.settings import NotifySettings
from tests.bench.mail_world import make_mail_world, whom_it_concerns

LEAST_A_SECOND = 100
MOST_GROWTH_MB = 25
# A connection each: so many mails at most are in the hands of a mailer that is killed.
LANES = NotifySettings.mail_lanes


@dataclass(kw_only=True)
class Run:
    """What a run of the mailer came to."""

    seconds: float = 0.0
    processor: float = 0.0
    kills: int = 0
    memory: list[int] = field(default_factory=list)


@contextmanager
def sink(folder: Path) -> Iterator[tuple[str, Path]]:
    """The URL of a mail server that takes everything, and the file of what it took."""
    notes = folder / "taken.txt"
    command = [sys.executable, "-m", "tests.bench.mail_sink", str(notes)]
    process = subprocess.Popen(leashed(command))
    try:
        deadline = time.monotonic() + 30
        while not notes.exists() or not notes.read_text().endswith("\n"):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield f"smtp://127.0.0.1:{notes.read_text().split()[0]}", notes
    finally:
        process.kill()
        process.wait()


def taken(notes: Path) -> Counter[str]:
    """How many mails each address got."""
    return Counter(line.split()[0] for line in notes.read_text().splitlines()[1:])


def run_mailer(database: str, smtp_url: str, notes: Path, *, kill_every: float = 0, seed: int = 1) -> Run:
    """Run it to its end, through as many deaths as it takes; each comes so long after its first mail."""
    run, dice, begun = Run(), random.Random(seed), time.monotonic()
    while True:
        process = _start(database, smtp_url, lease=5 if kill_every else 180)
        life = dice.uniform(0.5, 1.5) * kill_every if kill_every else None
        with process:
            if not _watch(process, run, notes, life=life):
                run.kills += 1
                continue
            assert process.stderr is not None
            run.processor = float(process.stderr.read().split()[-1])
        run.seconds = time.monotonic() - begun
        return run


def _start(database: str, smtp_url: str, *, lease: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.bench.mailer", database, smtp_url, str(lease)]
    return subprocess.Popen(leashed(command), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def _watch(process: "subprocess.Popen[str]", run: Run, notes: Path, *, life: float | None) -> bool:
    """Whether it came to its end; killed otherwise."""
    size, until = notes.stat().st_size, float("inf")
    while process.poll() is None:
        if time.monotonic() > until:
            process.kill()
            process.wait()
            return False
        if life is not None and until == float("inf") and notes.stat().st_size > size:
            until = time.monotonic() + life
        run.memory.append(_resident(process.pid))
        time.sleep(0.02 if life else 0.25)
    assert process.returncode == 0
    return True


def _resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except FileNotFoundError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS:")), 0)


def prepare(database: str, *, members: int, posts: int) -> set[str]:
    """Fill the database; the addresses that a digest is due for."""
    migrate(SERVICE, database)
    engine = make_engine(NotifySettings(service="notify", database_url=database))
    with transaction(make_sessions(engine)) as session:
        make_mail_world(session, members=members, posts=posts, now=clock.now())
        expected = whom_it_concerns(session)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")
    engine.dispose()
    return expected


def main() -> int:
    """Measure and print; 0 when the numbers to hold are held."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="corridor-mails-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        with PrivatePostgres(folder / "postgres") as server:
            server.create_database("notify")
            expected = prepare(server.url("notify"), members=options.members, posts=options.posts)
            with sink(folder) as (url, notes):
                run = run_mailer(server.url("notify"), url, notes, kill_every=options.kill, seed=options.seed)
                return _report(run, expected, taken(notes), options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.mails", description=__doc__)
    parser.add_argument("--members", type=int, default=10_000)
    parser.add_argument("--posts", type=int, default=40, help="posts of the day, over four forums")
    parser.add_argument("--kill", type=float, default=0, help="kill the mailer about every so many seconds")
    parser.add_argument("--seed", type=int, default=1, help="of the moments at which it is killed")
    return parser.parse_args()


def _report(run: Run, expected: set[str], got: Counter[str], options: argparse.Namespace) -> int:
    mails = sum(got.values())
    lost = expected - set(got)
    again = sum(count - 1 for count in got.values())
    most = run.kills * LANES
    print(f"{mails} mails to {len(expected)} members in {run.seconds:.0f} s: {mails / run.seconds:.0f} /s")
    print(f"lost: {len(lost)}; twice: {again} (at most {most}: {run.kills} kills, {LANES} lanes)")
    held = [not lost, again <= most, set(got) <= expected]
    if options.kill:
        return 0 if all(held) else 1
    settled = run.memory[len(run.memory) // 4 :]
    growth = max(settled) - min(settled)
    rate = mails / run.processor
    print(f"mails a second of processor: {rate:.0f}; memory: {max(settled)} MB, of which grown {growth} MB")
    held += [rate >= LEAST_A_SECOND, growth <= MOST_GROWTH_MB]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
