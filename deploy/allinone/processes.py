"""Child processes that live and die with this one."""

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corridor.child import leashed

# A child that dies this often within a minute will not get better by starting it again.
TOO_OFTEN = 5


class GaveUp(Exception):
    """A child died again and again; the message names it and its log."""


@dataclass
class Child:
    """A program that is kept running: its command, where it runs and writes, and when it died before."""

    name: str
    command: list[str]
    environ: Mapping[str, str]
    log: Path
    folder: Path = Path()
    process: "subprocess.Popen[bytes] | None" = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start the program in a process group of its own: Ctrl-C is for the supervisor alone."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                leashed(self.command, signal="TERM"),
                cwd=self.folder,
                env=dict(self.environ),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                process_group=0,
            )

    def died(self) -> bool:
        """Whether it was started and has ended since."""
        return self.process is not None and self.process.poll() is not None

    def stop(self, *, patience: float) -> None:
        """Ask it to end, wait, and end it by force if it does not."""
        if self.process is None or self.died():
            return
        self.process.terminate()
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def keep_running(
    children: Sequence[Child], *, stopped: Callable[[float], bool], tell: Callable[[str], None]
) -> None:
    """Start again whatever dies, until `stopped` says so; raises GaveUp when one dies too often."""
    while not stopped(0.5):
        for child in children:
            if child.died():
                _start_again(child, tell)


def _start_again(child: Child, tell: Callable[[str], None]) -> None:
    now = time.monotonic()
    child.deaths = [moment for moment in child.deaths if now - moment < 60] + [now]
    if len(child.deaths) >= TOO_OFTEN:
        raise GaveUp(f"{child.name} died {TOO_OFTEN} times within a minute. Its log is {child.log}.")
    tell(f"{child.name} ended unexpectedly and is started again (log: {child.log})")
    child.start()


def stop_all(children: Sequence[Child], *, patience: float = 15) -> None:
    """Ask all to end at once, then wait for each."""
    for child in children:
        if child.process is not None and not child.died():
            child.process.terminate()
    for child in children:
        child.stop(patience=patience)
