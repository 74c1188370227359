"""The few errors the house knows; `corridor.web` turns each into a page or into problem+json.

Domain errors subclass one of these, so a view never maps exceptions to status codes itself.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar


class CorridorError(Exception):
    """An error with a message for the person who caused it.

    `message` may be a lazy translation; it is turned into text when the answer is written.
    `code` is a stable word for programs ("not_found").
    """

    status: ClassVar[int] = 500
    code: str = "error"

    def __init__(self, message: object = "", *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class NotFound(CorridorError):
    """The thing is absent, or the viewer may not see it: the two look the same."""

    status = 404
    code = "not_found"


class Forbidden(CorridorError):
    """The viewer sees the thing but may not do this with it."""

    status = 403
    code = "forbidden"


class Invalid(CorridorError):
    """The input is wrong; `errors` says what at which field (lists of messages)."""

    status = 422
    code = "invalid"

    def __init__(
        self,
        message: object = "",
        *,
        errors: Mapping[str, Sequence[object]] | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(message, code=code)
        self.errors: dict[str, list[object]] = {k: list(v) for k, v in (errors or {}).items()}


class Conflict(CorridorError):
    """Somebody was faster: the state no longer allows what was asked."""

    status = 409
    code = "conflict"


class TooMany(CorridorError):
    """A rate limit; `retry_after` is in seconds."""

    status = 429
    code = "too_many"

    def __init__(self, message: object = "", *, retry_after: int = 60, code: str | None = None) -> None:
        super().__init__(message, code=code)
        self.retry_after = retry_after


class Unavailable(CorridorError):
    """A part we need does not answer; trying again will help."""

    status = 503
    code = "unavailable"
