"""Writes happen in actions, the one commit at the edge."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.sources import Source, sources

INNER = ("actions", "queries", "rules", "models", "consumers")


@pytest.mark.parametrize(
    "source", [source for source in sources("services") if source.room in INNER], ids=str
)
def test_nobody_commits_in_the_inside(source: Source) -> None:
    commits = [call for call in _method_calls(source.tree) if call in ("commit", "rollback")]

    assert not commits


@pytest.mark.parametrize(
    "source", [source for source in sources("services") if source.room == "views"], ids=str
)
def test_a_view_holds_no_query(source: Source) -> None:
    assert not {"sqlalchemy.select", "sqlalchemy.text", "sqlalchemy.update"} & source.imports


def _method_calls(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr
