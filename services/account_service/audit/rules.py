"""How the record is chained."""

import ipaddress
import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

# What the first row follows.
BEGINNING = "0" * 64


def row_hash(previous: str, *, at: datetime, facts: dict[str, Any]) -> str:
    """The hash of a row: of all it says, and of the row before."""
    said = {"at": at.astimezone(UTC).isoformat(), **facts, "previous": previous}
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def network_of(ip: str) -> str:
    """The network of an address: 198.51.100.0/24, or a /48."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return ""
    bits = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))
