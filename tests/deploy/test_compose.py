"""The compose file is valid, complete, and names only settings that exist."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml

from allinone.services import SERVICES
from corridor.service import Service
from corridor.settings import Settings
from tests.architecture.sources import ROOT
from tests.deploy.settings import known_names

FILE = ROOT / "docker-compose.yml"
# Debian's docker-compose brings the schema of the compose specification.
SCHEMA = Path("/usr/lib/python3/dist-packages/compose/config/compose_spec.json")
PROCESSES = ("web", "worker", "migrate")
# Names that are not read by Settings, with what reads them.
OTHERS = {"PYTHONUNBUFFERED"}

COMPOSE: dict[str, Any] = yaml.safe_load(FILE.read_text())


def test_it_follows_the_schema_of_compose_files() -> None:
    if not SCHEMA.exists():
        pytest.skip("Debian's package docker-compose is not installed")

    jsonschema.Draft201909Validator(json.loads(SCHEMA.read_text())).validate(COMPOSE)


def test_compose_itself_accepts_it(tmp_path: Path) -> None:
    if shutil.which("docker-compose") is None:
        pytest.skip("Debian's package docker-compose is not installed")
    env = tmp_path / "env"
    env.write_text((ROOT / "deploy" / "example.env").read_text().replace("=\n", "=something\n"))

    command = ["docker-compose", "--env-file", str(env), "-f", str(FILE), "config", "-q"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=_plain_environment())

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
@pytest.mark.parametrize("process", PROCESSES)
def test_each_service_has_each_process(service: Service, process: str) -> None:
    entry = COMPOSE["services"][f"{service.name}-{process}"]

    assert entry["command"][0] == process
    assert entry["build"]["args"] == {"SERVICE": service.name}


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
@pytest.mark.parametrize("process", PROCESSES)
def test_each_setting_it_names_exists(service: Service, process: str) -> None:
    named = set(COMPOSE["services"][f"{service.name}-{process}"]["environment"])

    assert named - OTHERS <= known_names(service)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_a_service_starts_with_the_settings_it_is_given(service: Service) -> None:
    given = COMPOSE["services"][f"{service.name}-web"]["environment"]
    environment = {name: re.sub(r"\$\{\w+:-(.*?)\}", r"\1", value) for name, value in given.items()}

    settings = service.settings.from_env(service.name, environment)

    assert isinstance(settings, Settings)
    assert settings.amqp_url
    assert service.name in settings.database_url


@pytest.mark.parametrize("name", sorted(COMPOSE["services"]))
def test_what_an_entry_waits_for_is_there(name: str) -> None:
    entry = COMPOSE["services"][name]
    volumes = [volume.partition(":")[0] for volume in entry.get("volumes", [])]

    assert set(entry.get("depends_on", [])) <= set(COMPOSE["services"])
    assert all(source in COMPOSE["volumes"] or (ROOT / source).exists() for source in volumes)


def test_each_service_has_its_own_database() -> None:
    created = (ROOT / "deploy" / "postgres" / "create-databases.sql").read_text()

    assert all(f"CREATE DATABASE {service.name};" in created for service in SERVICES)


def _plain_environment() -> dict[str, str]:
    """What a person's shell has; without the settings of whoever runs these tests."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
