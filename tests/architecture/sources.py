"""The source as these tests see it: files, what they import, how long things are."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOMES = {"shared": ROOT / "shared", "services": ROOT / "services", "deploy": ROOT / "deploy"}
SERVICES = tuple(sorted(path.name for path in HOMES["services"].glob("*_service")))


@dataclass(frozen=True, kw_only=True)
class Source:
    """One Python file; `module` is the name it is imported by."""

    path: Path
    module: str

    def __str__(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def package(self) -> str:
        """The top package: "corridor", "forum_service"."""
        return self.module.partition(".")[0]

    @property
    def room(self) -> str:
        """The last part of the name: "views", "actions", "rules"."""
        return self.module.rpartition(".")[2]

    @cached_property
    def lines(self) -> int:
        return len(self.path.read_text().splitlines())

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text())

    @cached_property
    def imports(self) -> frozenset[str]:
        """Everything imported, by full name: "forum_service.topics.actions", "flask.request"."""
        return frozenset(_imports(self.tree))

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def sources(*homes: str) -> list[Source]:
    """All Python files of these homes."""
    return [source for home in homes for source in _in(HOMES[home])]


def _in(home: Path) -> Iterator[Source]:
    for path in sorted(home.rglob("*.py")):
        parts = path.relative_to(home).with_suffix("").parts
        names = parts[:-1] if parts[-1] == "__init__" else parts
        if "node_modules" not in parts:
            yield Source(path=path, module=".".join(names))


def templates() -> list[Path]:
    """All page templates; those of mails are under other rules, since mail clients know no style sheets."""
    found = [path for home in ("shared", "services") for path in HOMES[home].rglob("templates/**/*.html")]
    return sorted(path for path in found if not {"mail", "mails", "email", "node_modules"} & set(path.parts))
