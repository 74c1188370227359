"""What a call brought with it, however it was encoded."""

from collections.abc import Iterator
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _

from corridor.errors import CorridorError
from corridor.web.inputs import BIGGEST

# Longer than any post; the actions have limits of their own.
_DIGITS = 19


class Unusable(CorridorError):
    """A parameter is missing, or is not of its kind."""

    status = 400
    code = "invalid_parameters"


class Given:
    """Parameters by name: of the address, of a form (`post[raw]`, `tags[]`), of JSON with objects in it."""

    def __init__(self, pairs: Iterator[tuple[str, str]]) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name.removesuffix("[]"), []).append(value)

    def text(self, name: str, default: str = "") -> str:
        """The words, or the default."""
        return self._values.get(name, [default])[0]

    def need(self, name: str) -> str:
        """The words; raises Unusable where there are none."""
        if not self.text(name).strip():
            raise Unusable(_("The parameter %(name)s is missing.", name=name))
        return self.text(name)

    def number(self, name: str) -> int | None:
        """The number, None where it is absent or empty; raises Unusable where it is none."""
        typed = self.text(name).strip()
        return _number(name, typed) if typed else None

    def flag(self, name: str) -> bool | None:
        """Yes or no; None where it is absent."""
        return self.text(name).lower() in ("true", "1", "t", "yes") if name in self else None

    def many(self, name: str) -> list[str]:
        """The list: repeated, or separated by commas."""
        typed = self._values.get(name, [])
        return [part.strip() for words in typed for part in words.split(",") if part.strip()]

    def numbers(self, name: str) -> list[int]:
        """The list of numbers."""
        return [_number(name, part) for part in self.many(name)]

    def inside(self, name: str) -> dict[str, str]:
        """What stands in brackets behind a name: `timings[3]` is {"3": ...}."""
        start = f"{name}["
        return {
            key[len(start) : -1]: values[0] for key, values in self._values.items() if key.startswith(start)
        }

    def __contains__(self, name: str) -> bool:
        return name in self._values


def given() -> Given:
    """What the running request brought. Secrets are never read from here, only from headers."""
    return Given(_pairs())


def _pairs() -> Iterator[tuple[str, str]]:
    # What is sent comes before what stands in the address.
    if request.is_json and request.get_data():
        yield from _flat("", request.get_json())
    yield from request.form.items(multi=True)
    yield from request.args.items(multi=True)


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{name}[{key}]" if name else str(key), inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _flat(name, inner)
    elif isinstance(value, bool):
        yield name, "true" if value else "false"
    elif value is not None:
        yield name, str(value)


def _number(name: str, typed: str) -> int:
    if not typed.isascii() or not typed.isdigit() or len(typed) > _DIGITS or int(typed) > BIGGEST:
        raise Unusable(_("The parameter %(name)s is not a number.", name=name))
    return int(typed)
