"""The description of the JSON APIs: kept in the documents, current, and complete."""

import json
import re
from typing import Any

import pytest

from allinone.services import SERVICES
from corridor.service import Service
from tests.support.openapi import FOLDER, descriptions

MADE = descriptions()


def test_the_kept_descriptions_are_current() -> None:
    kept = {path.name: path.read_text() for path in FOLDER.glob("*.json")}

    assert kept == MADE, "run: python -m tests.support.openapi"


@pytest.mark.parametrize("name", sorted(MADE))
def test_each_operation_says_what_it_answers(name: str) -> None:
    document = json.loads(MADE[name])

    assert document["openapi"].startswith("3.1")
    for path, method, operation in _operations(document):
        assert operation["responses"], f"{method} {path}"
        assert operation.get("summary") or operation.get("description"), f"{method} {path}"


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_each_api_route_is_described(service: Service) -> None:
    settings = service.settings(service=service.name, database_url="postgresql://nobody@127.0.0.1:1/none")
    app = service.create_app(settings)
    rules = {_as_described(rule.rule) for rule in app.url_map.iter_rules() if "/api/v1/" in rule.rule}
    described = json.loads(MADE[f"{service.name}.json"])["paths"] if f"{service.name}.json" in MADE else {}

    assert rules == set(described)


def _operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    methods = {"get", "post", "put", "patch", "delete"}
    return [
        (path, method, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in methods
    ]


def _as_described(rule: str) -> str:
    return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule)
