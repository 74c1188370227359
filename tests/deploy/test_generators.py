"""What `bin/new-service` and `bin/new-event` write works as it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tests.support.new_event import main as new_event
from tests.support.new_service.__main__ import main as new_service


def test_a_new_service_has_a_page_and_passes_its_test(tmp_path: Path) -> None:
    assert new_service(["library"], root=tmp_path) == 0

    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-c",
            str(ROOT / "pyproject.toml"),
            f"--rootdir={tmp_path}",
            "tests",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "services")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_what_a_new_service_consists_of_is_clean(tmp_path: Path) -> None:
    new_service(["library"], root=tmp_path)
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    # Here as in the repository, the library is a neighbour.
    (tmp_path / "shared").symlink_to(ROOT / "shared")

    command = [sys.executable, "-m", "ruff", "check", "services", "tests"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("arguments", [[], ["Library"], ["a b"], ["../x"], ["forum", "extra"]])
def test_a_service_needs_a_name(arguments: list[str], tmp_path: Path) -> None:
    assert new_service(arguments, root=tmp_path) == 2
    assert not list(tmp_path.iterdir())


def test_an_existing_service_is_left_alone(tmp_path: Path) -> None:
    new_service(["library"], root=tmp_path)

    assert new_service(["library"], root=tmp_path) == 1


@pytest.fixture
def contracts(tmp_path: Path) -> Path:
    """A copy of the forum's contracts."""
    path = tmp_path / "shared" / "corridor" / "events" / "forum.py"
    path.parent.mkdir(parents=True)
    path.write_text((ROOT / "shared" / "corridor" / "events" / "forum.py").read_text())
    return path


def test_a_new_event_can_be_sent_and_read(contracts: Path, tmp_path: Path) -> None:
    assert new_event(["forum", "page_turned", "topic_id:int", "title:str"], root=tmp_path) == 0

    program = contracts.read_text() + "\nturned = PageTurned(topic_id=7, title='Wetlands')\n"
    program += "assert PageTurned.from_data(turned.to_data()) == turned\nassert turned.subject == 'topic/7'\n"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["forum"], ["forum", "x:y", "a:int"], ["nowhere", "gone", "a:int"], ["forum", "gone", "when:datetime"]],
)
def test_what_is_no_event_is_refused(arguments: list[str], contracts: Path, tmp_path: Path) -> None:
    before = contracts.read_text()

    assert new_event(arguments, root=tmp_path) == 2
    assert contracts.read_text() == before
