"""Where a person may be sent back to, with the origin of the running application filled in."""

from corridor.auth import return_to
from corridor.web.frame import frame


def safe_return_to(value: str | None, default: str = "/") -> str:
    """`value` when it is a path of this origin, else `default`."""
    return return_to.safe_return_to(value, base_url=frame().settings.base_url, default=default)
