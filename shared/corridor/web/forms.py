"""Forms: what was typed, what it means, and what is wrong with it."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from flask import request
from flask_babel import gettext as _
from marshmallow import RAISE, Schema, ValidationError, fields
from werkzeug.datastructures import MultiDict

from corridor.web.field_messages import in_our_words

# Line ends and tabs may be typed; other control characters cannot be stored or shown.
_UNTYPABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MANY = (fields.List, fields.Tuple)


class Form:
    """One form on one page: the values as typed, the errors by field, the data once it is valid.

    Fields whose name begins with an underscore are technical (token, key, the button pressed) and never
    reach the schema; any other field that the schema does not know is an error.
    """

    def __init__(self, schema: type[Schema], *, initial: Mapping[str, Any] | None = None) -> None:
        self.schema = schema(unknown=RAISE)
        self.values: dict[str, Any] = dict(initial or {})
        self.errors: dict[str, list[str]] = {}
        self.data: dict[str, Any] | None = None
        # What the page called the fields, for the summary of errors.
        self.labels: dict[str, str] = {}

    def load(self, typed: MultiDict[str, str]) -> dict[str, Any] | None:
        """The data when everything is right, else None with `errors` filled; what was typed stays."""
        self.values = {name: self._typed(name, typed) for name in typed if not name.startswith("_")}
        self.errors = self._unstorable()
        try:
            data = self.schema.load(self._meant())
        except ValidationError as error:
            self._collect(error.messages)
        else:
            self.data = None if self.errors else dict(data)
        return self.data

    def fail(self, field: str, message: object) -> None:
        """Add an error that only the domain could find; the form is then invalid."""
        self.errors.setdefault(field, []).append(str(message))
        self.data = None

    def value(self, field: str) -> Any:
        """What to show in the field."""
        return self.values.get(field, "")

    def shown_as(self, field: str, label: object) -> str:
        """Remember the label of a field that is being shown; nothing of it is written here."""
        self.labels[field] = str(label)
        return ""

    def required(self, field: str) -> bool:
        """Whether the schema insists on this field."""
        known = self.schema.fields.get(field)
        return bool(known and known.required)

    def limit(self, field: str) -> int | None:
        """The longest text the schema takes here, if it says so."""
        known = self.schema.fields.get(field)
        sizes = [getattr(rule, "max", None) for rule in (known.validators if known else ())]
        return next((size for size in sizes if isinstance(size, int)), None)

    def _typed(self, name: str, typed: MultiDict[str, str]) -> Any:
        if isinstance(self.schema.fields.get(name), _MANY):
            return [_tidy(value) for value in typed.getlist(name)]
        return _tidy(typed[name])

    def _meant(self) -> dict[str, Any]:
        """The values for the schema: an empty box means nothing, a box not ticked means no."""
        meant = {name: value for name, value in self.values.items() if not _is_empty(value)}
        for name, known in self.schema.fields.items():
            if isinstance(known, fields.Boolean):
                meant.setdefault(name, False)
            elif isinstance(known, _MANY) and name in meant:
                meant[name] = [item for item in meant[name] if item != ""]
        return meant

    def _unstorable(self) -> dict[str, list[str]]:
        message = _("This contains a character that cannot be stored. Please remove it.")
        return {
            name: [message]
            for name, value in self.values.items()
            if any(_UNTYPABLE.search(text) for text in (value if isinstance(value, list) else [value]))
        }

    def _collect(self, messages: Any) -> None:
        for name, found in messages.items():
            self.errors.setdefault(name, []).extend(in_our_words(text) for text in _flat(found))
        self.data = None


def form_from(schema: type[Schema], **initial: Any) -> Form:
    """The form as the reader sent it: `form.data` is None when something is wrong."""
    form = Form(schema, initial=initial)
    form.load(request.form)
    return form


def _tidy(text: str) -> str:
    """Browsers send line ends as CR LF; one letter is one letter, however it was typed."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


def _is_empty(value: object) -> bool:
    return value == [] or (isinstance(value, str) and not value.strip())


def _flat(found: Any) -> list[object]:
    if isinstance(found, Mapping):
        return [text for inner in found.values() for text in _flat(inner)]
    if isinstance(found, list):
        return [text for inner in found for text in _flat(inner)]
    return [found]
