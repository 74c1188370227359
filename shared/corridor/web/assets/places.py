"""Where the sources of the bundle lie, and where the bundle goes."""

from importlib.util import find_spec
from pathlib import Path

WEB = Path(__file__).resolve().parent.parent
BUILD = WEB / "build"
DIST = WEB / "static" / "dist"
MANIFEST = DIST / "manifest.json"
STAMP = DIST / "stamp"
SERVICES = ("account_service", "forum_service", "matchmaking_service", "notify_service", "knowledge_service")


def sources(kind: str) -> list[Path]:
    """All style sheets ("css") or scripts ("js"): the library's in their order, then each service's."""
    own = sorted((WEB / kind).glob(f"*.{kind}"))
    theirs = [path for name in SERVICES for path in sorted((_folder(name) / kind).glob(f"*.{kind}"))]
    return own + theirs


def _folder(package: str) -> Path:
    spec = find_spec(package)
    return Path(spec.origin).parent if spec is not None and spec.origin is not None else Path("/nonexistent")
