"""From the plain name of an asset to the hashed one that was built."""

import json

from corridor.web.assets.places import MANIFEST

_known: dict[str, str] = {}
_read_at = 0


def asset_url(name: str) -> str:
    """`/assets/<hashed name>`; empty when nothing was built, and pages work without it."""
    built = _manifest().get(name)
    return f"/assets/{built}" if built else ""


def _manifest() -> dict[str, str]:
    global _known, _read_at
    try:
        changed_at = MANIFEST.stat().st_mtime_ns
    except OSError:
        return {}
    if changed_at != _read_at:
        _known, _read_at = json.loads(MANIFEST.read_text("utf-8")), changed_at
    return _known
