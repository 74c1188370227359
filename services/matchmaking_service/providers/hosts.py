"""Host organisations as lines of text: `name | city | country`, the lead first."""

from collections.abc import Iterable
from typing import Any

from matchmaking_service.providers.models import Host


def read_hosts(text: str) -> list[dict[str, Any]]:
    """Hosts from lines; what is missing stays empty."""
    rows = [line for line in text.splitlines() if line.strip()]
    return [_host(line, lead=place == 0) for place, line in enumerate(rows)]


def _host(line: str, *, lead: bool) -> dict[str, Any]:
    name, city, country, *_ = [*(part.strip() for part in line.split("|")), "", "", ""]
    code = country.upper() if len(country) == 2 and country.isalpha() else ""
    return {"name": name or city, "city": city, "country": code, "role": "lead" if lead else "partner"}


def write_hosts(hosts: Iterable[Host]) -> str:
    """Lines from hosts."""
    return "\n".join(f"{host.name} | {host.city} | {host.country}" for host in hosts)
