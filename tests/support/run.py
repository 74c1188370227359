"""`bin/test`: the checks, then pytest lane by lane, then one line that counts everything."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.support import check

REPORTS = Path("var/test")
# A lane that hangs is a failure and must not take the whole run with it.
PATIENCE = 20 * 60


@dataclass(frozen=True, kw_only=True)
class Lane:
    """Some of the tests, and how to run them."""

    name: str
    options: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many tests ended how."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            passed=self.passed + other.passed,
            failed=self.failed + other.failed,
            skipped=self.skipped + other.skipped,
        )

    def __str__(self) -> str:
        text = f"{self.passed} passed, {self.failed} failed"
        return f"{text}, {self.skipped} skipped" if self.skipped else text


# What starts brokers runs alone: two of them on a small machine only wait for each other. So does what is
# timed by the clock on the wall.
LANES = (
    Lane(
        name="unit and integration",
        options=("-m", "not rabbitmq and not browser and not e2e", "-n", "3", "--dist", "loadfile"),
    ),
    Lane(name="broker and faults", options=("-m", "alone or (rabbitmq and not browser and not e2e)")),
    Lane(
        name="end to end and browser",
        options=("-m", "(browser or e2e) and not alone", "-n", "2", "--dist", "loadfile"),
    ),
)


def main() -> int:
    """Run everything; 0 when nothing failed."""
    began = time.monotonic()
    print("== checks", flush=True)
    total = Count(failed=check.main())
    for lane in LANES:
        total += run(lane)
    print(f"\nall of it took {time.monotonic() - began:.0f} s; reports are in {REPORTS}/")
    print(total, flush=True)
    return 1 if total.failed or not total.passed else 0


def run(lane: Lane) -> Count:
    """Run one lane; what cannot be counted counts as a failure."""
    print(f"\n== {lane.name}", flush=True)
    report = REPORTS / f"{lane.name.replace(' ', '-')}.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", *lane.options, f"--junit-xml={report}", "--durations=5"]
    try:
        status = subprocess.run(command, check=False, timeout=PATIENCE).returncode
    except subprocess.TimeoutExpired:
        print(f"{lane.name}: stopped after {PATIENCE} s", flush=True)
        status = -1
    counted = count(report) if report.exists() else Count()
    honest = status == 0 or (status == 1 and counted.failed > 0)
    return counted if honest else counted + Count(failed=1)


def count(report: Path) -> Count:
    """What a JUnit report says."""
    suites = list(ET.parse(report).getroot().iter("testsuite"))
    tests, failures, errors, skipped = (
        sum(int(suite.get(name, 0)) for suite in suites)
        for name in ("tests", "failures", "errors", "skipped")
    )
    failed = failures + errors
    return Count(passed=tests - failed - skipped, failed=failed, skipped=skipped)


if __name__ == "__main__":
    sys.exit(main())
