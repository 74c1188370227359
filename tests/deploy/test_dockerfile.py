"""The lines of the Dockerfile, run in a clean directory: to know that they work needs no Docker engine."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

DOCKERFILE = ROOT / "deploy" / "Dockerfile"
SERVICE = "notify"


def _instructions() -> list[tuple[str, str]]:
    text = re.sub(r"\\\n", " ", DOCKERFILE.read_text())
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in lines]


def _stages() -> list[list[tuple[str, str]]]:
    stages: list[list[tuple[str, str]]] = []
    for word, rest in _instructions():
        if word == "FROM":
            stages.append([])
        elif stages:
            stages[-1].append((word, rest))
    return stages


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build stage, carried out: COPY from the repository, RUN in the folder."""
    folder = tmp_path_factory.mktemp("image")
    environ = {
        **os.environ,
        "SERVICE": SERVICE,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    environ.pop("PYTHONPATH", None)
    for word, rest in _stages()[0]:
        if word == "ENV":
            environ |= {name: value for name, _, value in (pair.partition("=") for pair in shlex.split(rest))}
        elif word == "COPY":
            _copy(rest.split(), folder)
        elif word == "RUN":
            done = subprocess.run(
                ["sh", "-c", rest], cwd=folder, env=environ, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, f"{rest}\n{done.stdout}{done.stderr}"
    return folder


def _copy(words: list[str], folder: Path) -> None:
    *given, target = words
    for name in given:
        into = folder / target / (name.rpartition("/")[2] if target.endswith("/") or target == "./" else "")
        into.parent.mkdir(parents=True, exist_ok=True)
        # Only what is committed or about to be: no caches, no packages fetched earlier.
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard", name],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        for path in listed.stdout.splitlines():
            at = into if path == name else into / Path(path).relative_to(name)
            at.parent.mkdir(parents=True, exist_ok=True)
            at.write_bytes((ROOT / path).read_bytes())


def test_the_image_holds_the_library_and_one_service(built: Path) -> None:
    assert {path.name for path in (built / "app").iterdir()} == {"corridor", f"{SERVICE}_service"}


def test_the_image_holds_the_bundle_and_the_translations(built: Path) -> None:
    assert (built / "app" / "corridor" / "web" / "static" / "dist" / "manifest.json").exists()
    assert list((built / "app").rglob("*.mo"))


def test_its_start_line_knows_the_commands(built: Path) -> None:
    done = _start(built, "--help")

    assert done.returncode == 0, done.stderr
    assert all(command in done.stdout for command in ("web", "worker", "migrate"))


def test_without_settings_it_says_which_one_is_missing(built: Path) -> None:
    done = _start(built, "migrate")

    assert done.returncode != 0
    assert f"DATABASE_URL_{SERVICE.upper()} is not set" in done.stderr


def _start(built: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The entry point of the image, with its paths moved to where the test has built it."""
    (entry,) = (rest for word, rest in _stages()[1] if word == "ENTRYPOINT")
    shell, option, line, mark = json.loads(entry)
    environ = {
        "SERVICE": SERVICE,
        "PYTHONPATH": str(built / "app"),
        "PATH": f"{built}/venv/bin:/usr/bin:/bin",
    }
    command = [shell, option, line, mark, *arguments]
    return subprocess.run(
        command, cwd=built / "app", env=environ, capture_output=True, text=True, check=False
    )
