"""The manifests are valid YAML, complete, and name only settings that exist."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from allinone.services import SERVICES
from corridor.service import Service
from tests.architecture.sources import ROOT
from tests.deploy.settings import known_names

HOME = ROOT / "deploy" / "kubernetes"


def _documents(path: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load_all(path.read_text()))


@pytest.mark.parametrize("path", sorted(HOME.rglob("*.yaml")), ids=lambda path: str(path.relative_to(HOME)))
def test_each_manifest_says_what_it_is(path: Path) -> None:
    assert all({"apiVersion", "kind"} <= set(document) for document in _documents(path))


@pytest.mark.parametrize("path", sorted(HOME.rglob("kustomization.yaml")), ids=lambda path: path.parent.name)
def test_what_a_kustomization_lists_is_there(path: Path) -> None:
    (document,) = _documents(path)

    assert all((path.parent / resource).exists() for resource in document["resources"])


def test_the_settings_are_known_to_some_service() -> None:
    lines = (HOME / "settings.env").read_text().splitlines()
    named = {line.partition("=")[0] for line in lines}

    assert named <= set().union(*(known_names(service) for service in SERVICES))


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_each_service_is_asked_for_its_health_where_it_answers(service: Service) -> None:
    (document,) = _documents(HOME / service.name / "kustomization.yaml")

    assert any(f"value: {prefix}/healthz" in document["patches"][0]["patch"] for prefix in service.prefixes)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_the_ingress_sends_each_prefix_to_its_service(service: Service) -> None:
    ingress, _nobody = _documents(HOME / "ingress.yaml")
    paths = ingress["spec"]["rules"][0]["http"]["paths"]
    routes = {path["path"]: path["backend"]["service"]["name"] for path in paths}

    public = [prefix for prefix in service.prefixes if not prefix.startswith("/dev")]

    assert all(routes.get(prefix, routes["/"]) == f"{service.name}-web" for prefix in public)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
@pytest.mark.parametrize("inner", ["internal", "metrics"])
def test_the_ingress_lets_nobody_in_where_only_services_talk(service: Service, inner: str) -> None:
    ingress, nobody = _documents(HOME / "ingress.yaml")
    paths = ingress["spec"]["rules"][0]["http"]["paths"]
    routes = {path["path"]: path["backend"]["service"]["name"] for path in paths}
    closed = [f"{prefix}/{inner}" for prefix in service.prefixes if prefix != "/" and "dev" not in prefix]

    assert all(routes[path] == "nobody" for path in closed)
    assert "selector" not in nobody["spec"]


def test_the_signing_key_is_in_the_account_service_alone() -> None:
    holders = {
        path.parent.name
        for path in HOME.rglob("*.yaml")
        if "secretName: corridor-signing-key" in path.read_text()
    }

    assert holders == {"account"}
