"""Writes docs/events.md from the contracts: `python -m corridor.messaging.catalogue docs/events.md`."""

import importlib
import inspect
import pkgutil
import sys
import typing
from collections.abc import Iterable, Sequence
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

import corridor.events
from corridor.events.messaging import Subscribed
from corridor.messaging.event import KNOWN, Event
from corridor.service import Service

_HEAD = """\
# Events

What the services tell each other, written from `shared/corridor/events/` by
`python -m corridor.messaging.catalogue docs/events.md`; a test keeps it current.

On the wire each event is a [CloudEvents 1.0](https://cloudevents.io) JSON object with `id` (UUIDv7),
`source`, `type`, `subject`, `time`, for events that carry state a `sequence` that grows within the subject,
and `data` with the fields below. The routing key is the type. An event may come more than once and in any
order: it takes effect once, and an older state never replaces a newer one. A field is added with a default; a
removed or re-typed one makes a new version of the event, published beside the old. A sample of each lies in
`tests/contracts/samples/`.
"""


def contracts() -> list[type[Event]]:
    """All events of the house, by type."""
    names = {module.name for module in pkgutil.iter_modules(corridor.events.__path__)}
    modules = {importlib.import_module(f"corridor.events.{name}").__name__ for name in names}
    return [KNOWN[name] for name in sorted(KNOWN) if KNOWN[name].__module__ in modules]


def services() -> list[Service]:
    """The services that are installed beside the library, by name."""
    packages = [module.name for module in pkgutil.iter_modules() if module.name.endswith("_service")]
    return [importlib.import_module(f"{name}.service").SERVICE for name in sorted(packages)]


def catalogue(events: Sequence[type[Event]], listeners: Iterable[Service]) -> str:
    """The whole document."""
    listening = list(listeners)
    parts = [_HEAD]
    told_by = ""
    for event in events:
        teller = event.type.partition(".")[0]
        if teller != told_by:
            parts.append(f"## {_teller(teller)}\n")
            told_by = teller
        parts.append(_entry(event, listening))
    return "\n".join(parts)


def _teller(name: str) -> str:
    return "The library, for any service" if name == "messaging" else f"{name}_service"


def _entry(event: type[Event], listening: Sequence[Service]) -> str:
    lines = [f"### `{event.type}`", "", inspect.cleandoc(event.__doc__ or ""), ""]
    lines += [f"Heard by: {_heard_by(event, listening)}.", ""]
    lines += ["| Field | Type | Default |", "|---|---|---|"]
    hints = typing.get_type_hints(event)
    lines += [
        f"| `{field.name}` | {_type(hints[field.name])} | {_default(field)} |" for field in fields(event)
    ]
    return "\n".join([*lines, ""])


def _heard_by(event: type[Event], listening: Sequence[Service]) -> str:
    if event is Subscribed:
        return "every service"
    names = [f"{service.name}_service" for service in listening if event in service.handlers]
    return ", ".join(names) or "nobody yet"


def _type(hint: Any) -> str:
    text = hint.__name__ if isinstance(hint, type) and not typing.get_args(hint) else str(hint)
    return f"`{text.replace('typing.', '')}`".replace("|", "\\|")


def _default(field: Field[Any]) -> str:
    if field.default is not MISSING:
        return f"`{field.default!r}`"
    if field.default_factory is not MISSING:
        return f"`{field.default_factory()!r}`"
    return ""


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(catalogue(contracts(), services()), encoding="utf-8")
