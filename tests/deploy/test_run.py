"""`bin/run` and what stands in its way, as a newcomer meets it: in a clean copy, with a bare environment."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import requests

from corridor.db.embedded import free_port
from tests.architecture.sources import ROOT
from tests.e2e.houses import open_folder
from tests.e2e.visitors import Visitor

PATIENCE = 400
SECOND_START = 10


def _bare_environment(home: Path) -> dict[str, str]:
    """What a fresh login has, and the ways to the network of this machine."""
    ways = re.compile(r"(?i).*(proxy|cert|ssl_|ca_bundle).*|pip_.*|uv_.*")
    kept = {name: value for name, value in os.environ.items() if ways.fullmatch(name)}
    return {**kept, "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8"}


@pytest.fixture(scope="module")
def copy() -> Iterator[Path]:
    """A fresh clone, as a newcomer has it."""
    with open_folder("newcomer") as folder:
        subprocess.run(["git", "clone", "-q", str(ROOT), str(folder / "corridor")], check=True)
        yield folder / "corridor"


@contextmanager
def running(copy: Path, *options: str) -> Iterator["subprocess.Popen[bytes]"]:
    """`bin/run` in the copy; its output goes into a file beside it."""
    with (copy.parent / "output").open("wb") as output:
        process = subprocess.Popen(
            ["bin/run", *options],
            cwd=copy,
            env=_bare_environment(copy.parent),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            process_group=0,
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _output(copy: Path) -> str:
    return (copy.parent / "output").read_text(errors="replace")


def _await_ready(copy: Path, process: "subprocess.Popen[bytes]") -> float:
    began = time.monotonic()
    while "Corridor is ready" not in _output(copy):
        assert process.poll() is None, _output(copy)
        assert time.monotonic() - began < PATIENCE, _output(copy)
        time.sleep(0.05)
    return time.monotonic() - began


def _processes_in(folder: Path) -> list[str]:
    """What still runs with its working directory or its program in the folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            if state != "Z" and (str(folder) in command or str(folder) in str((entry / "cwd").readlink())):
                found.append(command)
    return found


@pytest.mark.e2e
@pytest.mark.alone
def test_a_newcomer_starts_stops_and_starts_again(copy: Path) -> None:
    port = free_port()
    with running(copy, "--port", str(port)) as process:
        _await_ready(copy, process)
        said = _output(copy)
        assert f"http://127.0.0.1:{port}" in said
        assert all(role in said for role in ("secretariat", "focal point", "centre staff", "corridor-demo"))
        Visitor(f"http://127.0.0.1:{port}").sign_in("helen.marsh")
        assert "already runs" in _refusal(copy, "--port", str(free_port()))

        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    assert _processes_in(copy) == []

    with running(copy, "--port", str(port)) as process:
        assert _await_ready(copy, process) < SECOND_START
        assert "Demo world" not in _output(copy)
        # Killed without a word, it takes everything along, and the next start finds nothing in its way.
        process.kill()
        process.wait()
    _await(lambda: _processes_in(copy) == [])

    with running(copy, "--port", str(port)) as process:
        _await_ready(copy, process)
        assert requests.get(f"http://127.0.0.1:{port}/forum/readyz", timeout=5).ok


@pytest.mark.e2e
def test_a_start_that_was_killed_half_way_is_made_good(copy: Path) -> None:
    port = free_port()
    with running(copy, "--fresh", "--port", str(port)) as process:
        while "Demo world of forum_service" not in _output(copy):
            assert process.poll() is None, _output(copy)
            time.sleep(0.05)
        process.kill()
        process.wait()

    with running(copy, "--port", str(port)) as process:
        _await_ready(copy, process)
        assert "Demo world of forum_service" in _output(copy)


@pytest.mark.e2e
def test_a_worker_that_dies_is_started_again(copy: Path) -> None:
    with running(copy, "--port", str(free_port())) as process:
        _await_ready(copy, process)
        (worker,) = (pid for pid in _children(process.pid) if "allinone.worker" in _command(pid))
        os.kill(worker, signal.SIGKILL)

        _await(lambda: "worker ended unexpectedly and is started again" in _output(copy))
        _await(lambda: any("allinone.worker" in _command(pid) for pid in _children(process.pid)))


@pytest.mark.e2e
def test_a_taken_port_is_one_clear_line(copy: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert f"port {port} is taken by another program" in _refusal(copy, "--port", str(port))


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        ({"version": "exit 1"}, "Python 3.11 or newer is needed"),
        ({"version": "exit 0", "venv": "exit 1"}, "apt-get install python3-venv"),
    ],
    ids=["an old Python", "no venv"],
)
def test_what_the_machine_lacks_is_one_clear_line(tmp_path: Path, answers: dict[str, str], line: str) -> None:
    _lay_out(tmp_path)
    python = tmp_path / "path" / "python3"
    python.write_text(
        '#!/bin/sh\ncase "$*" in\n'
        f"*version_info*) {answers.get('version')} ;;\n"
        f"*ensurepip*) {answers.get('venv', 'exit 0')} ;;\n"
        "*--version*) echo Python 3.9.2 ;;\nesac\n"
    )
    python.chmod(0o755)

    done = _run_bare(tmp_path, {"PATH": f"{tmp_path}/path"})

    assert done.returncode == 1
    assert line in done.stderr.strip().splitlines()[-1]


def test_a_machine_without_network_is_told_so(tmp_path: Path) -> None:
    _lay_out(tmp_path)
    (tmp_path / "path" / "python3").symlink_to(sys.executable)
    nowhere = "http://127.0.0.1:9"
    environ = {
        "PATH": f"{tmp_path}/path",
        **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), nowhere),
        "PIP_RETRIES": "0",
        "PIP_CONFIG_FILE": os.devnull,
    }

    done = _run_bare(tmp_path, environ)

    assert done.returncode == 1
    assert "is this machine on the network?" in done.stderr.strip().splitlines()[-1]


def test_help_needs_nothing(tmp_path: Path) -> None:
    _lay_out(tmp_path)

    done = _run_bare(tmp_path, {"PATH": f"{tmp_path}/path"}, "--help")

    assert done.returncode == 0
    assert "--fresh" in done.stdout


def _lay_out(folder: Path) -> None:
    """The files of the repository's root and bin/, and a PATH with the shell's own tools only."""
    for name in ("bin", "pyproject.toml", "requirements.lock"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "bin").unlink()
    (folder / "bin").mkdir()
    for path in (ROOT / "bin").iterdir():
        (folder / "bin" / path.name).write_bytes(path.read_bytes())
        (folder / "bin" / path.name).chmod(0o755)
    (folder / "path").mkdir()
    for tool in ("sh", "cat", "mkdir", "rm", "dirname", "tail", "tr", "cut", "find", "head"):
        (folder / "path" / tool).symlink_to(f"/usr/bin/{tool}")


def _run_bare(folder: Path, environ: dict[str, str], *options: str) -> "subprocess.CompletedProcess[str]":
    command = ["/bin/sh", "bin/run", *options]
    return subprocess.run(
        command, cwd=folder, env=environ, capture_output=True, text=True, check=False, timeout=120
    )


def _refusal(copy: Path, *options: str) -> str:
    """The last line of a start that ends at once."""
    done = subprocess.run(
        ["bin/run", *options],
        cwd=copy,
        env=_bare_environment(copy.parent),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 1
    return done.stderr.strip().splitlines()[-1]


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _command(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""


def _await(true: Callable[[], bool], *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)
