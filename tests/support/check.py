"""`bin/check`: everything that can be known without running the program, in under a minute.

Each check is a command of its own; all run even when one fails, so that one call shows all there is to mend.
"""

import subprocess
import sys
import time
from dataclasses import dataclass

CODE = ("shared", "services", "deploy", "tests")
TYPED = ("shared", "services", "deploy")
MOST_LINES = 60


@dataclass(frozen=True, kw_only=True)
class Check:
    """A command, and what it stands for."""

    name: str
    command: tuple[str, ...]


CHECKS = (
    Check(name="format", command=("ruff", "format", "--check", *CODE)),
    Check(name="lint", command=("ruff", "check", "--no-cache", *CODE)),
    Check(name="types", command=("mypy", *TYPED)),
    Check(name="translations", command=("corridor.web.i18n", "check")),
)


def main() -> int:
    """Run all checks; 0 when all pass."""
    failed = [check for check in CHECKS if not passes(check)]
    print(f"check: {len(CHECKS) - len(failed)} passed, {len(failed)} failed", flush=True)
    return 1 if failed else 0


def passes(check: Check) -> bool:
    """Run one check; its output is shown only when it fails."""
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-m", *check.command], capture_output=True, text=True, check=False)
    verdict = "ok" if done.returncode == 0 else "FAILED"
    print(f"  {check.name:<14}{verdict:<8}{time.monotonic() - began:5.1f} s", flush=True)
    if done.returncode != 0:
        print(_beginning(done.stdout + done.stderr), flush=True)
    return done.returncode == 0


def _beginning(text: str) -> str:
    """What can be read at one go; the command itself tells the rest."""
    lines = text.splitlines()
    more = [f"... and {len(lines) - MOST_LINES} lines more"] if len(lines) > MOST_LINES else []
    return "\n".join(lines[:MOST_LINES] + more)


if __name__ == "__main__":
    sys.exit(main())
