"""`bin/new-event forum topic_closed topic_id:int title:str`: writes the contract of an event."""

import ast
import re
import sys
from pathlib import Path

TYPES = ("str", "int", "bool", "list[str]", "list[dict[str, Any]]", "str | None", "int | None")
USAGE = f"""bin/new-event SERVICE PAST_TENSE_NAME FIELD:TYPE ...
  e.g. bin/new-event forum topic_closed topic_id:int title:str
  types: {", ".join(TYPES)}"""


class Unclear(Exception):
    """What was asked for is not an event."""


def main(arguments: list[str], *, root: Path) -> int:
    """Append the dataclass to the service's contracts."""
    try:
        service, name, fields = _read(arguments)
        path = root / "shared" / "corridor" / "events" / f"{service}.py"
        add_event(path, service, name, fields)
    except Unclear as error:
        print(f"{error}\n{USAGE}", file=sys.stderr)
        return 2
    print(f"  {path.relative_to(root)}: {_class_name(name)}")
    print(
        "Next: say in its docstring what happened, record it in an action (outbox.record), add a handler to"
    )
    print("the HANDLERS of who wants it, then: python -m tests.contracts.samples (its sample),")
    print("python -m corridor.messaging.catalogue docs/events.md")
    return 0


def _read(arguments: list[str]) -> tuple[str, str, dict[str, str]]:
    if len(arguments) < 3:
        raise Unclear("an event has a service, a name and at least one field")
    service, name, *pairs = arguments
    fields = {field: kind for field, _, kind in (pair.partition(":") for pair in pairs)}
    for word in (service, name, *fields):
        if not re.fullmatch(r"[a-z][a-z0-9_]*", word):
            raise Unclear(f"{word!r} is no name")
    for field, kind in fields.items():
        if kind not in TYPES:
            raise Unclear(f"{field}: {kind!r} cannot travel in an event")
    return service, name, fields


def add_event(path: Path, service: str, name: str, fields: dict[str, str]) -> None:
    """Append the event to the contracts in `path`."""
    if not path.exists():
        raise Unclear(f"there is no service {service!r}")
    source = path.read_text()
    known = {node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)}
    if _class_name(name) in known:
        raise Unclear(f"{_class_name(name)} is there already: a changed event is a new version beside it")
    path.write_text(source.rstrip("\n") + "\n" + _dataclass(service, name, fields))


def _dataclass(service: str, name: str, fields: dict[str, str]) -> str:
    first = next(iter(fields))
    lines = "\n".join(f"    {field}: {kind}" for field, kind in fields.items())
    return f'''

@dataclass(frozen=True, kw_only=True)
class {_class_name(name)}(Event):
    """{name.replace("_", " ").capitalize()}."""

    type: ClassVar[str] = "{service}.{name}.v1"
{lines}

    @property
    def subject(self) -> str:
        return f"{first.removesuffix("_id")}/{{self.{first}}}"
'''


def _class_name(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], root=Path()))
