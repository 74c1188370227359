"""Where to go after the sign-in: a path of our own origin and nothing else."""

from urllib.parse import urljoin, urlsplit

LONGEST = 2000


def safe_return_to(value: str | None, *, base_url: str, default: str = "/") -> str:
    """`value` when it is a path that stays on our origin in every browser, else `default`."""
    return value if value and _stays_here(value, base_url) else default


def _stays_here(value: str, base_url: str) -> bool:
    # Browsers take "//e", "/\e" and "/<TAB>/e" for another host while urlsplit sees none.
    if not value.startswith("/") or value[1:2] in ("/", "\\") or len(value) > LONGEST:
        return False
    if any(c == "\\" or c.isspace() or not c.isprintable() for c in value):
        return False
    return _origin(urljoin(base_url + "/", value)) == _origin(base_url)


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
