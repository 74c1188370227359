"""Builds the bundle: joins the style sheets, bundles the scripts, packs both, writes the manifest.

An unchanged tree costs one hash of its sources. Without Node the style sheet is still built (joined, not
minified) and the pages do without scripts.
"""

import gzip
import json
import shutil
from hashlib import sha256
from pathlib import Path

import brotli

from corridor.web.assets import node, places

LAYERS = "@layer tokens, base, layout, components, services;\n"


def build(*, force: bool = False) -> bool:
    """Make the bundle when its sources changed; whether there was something to do."""
    stamp = _stamp()
    if not force and _is_current(stamp):
        return False
    work = places.DIST.with_name("dist.new")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    manifest = _styles(work) | _scripts(work)
    (work / "manifest.json").write_text(json.dumps(manifest, indent=1), "utf-8")
    (work / "stamp").write_text(stamp, "utf-8")
    _publish(work)
    return True


def _is_current(stamp: str) -> bool:
    return places.STAMP.exists() and places.STAMP.read_text("utf-8") == stamp


def _stamp() -> str:
    """A hash over all that goes into the bundle."""
    digest = sha256()
    build_files = [places.BUILD / "package-lock.json", Path(__file__), places.WEB / "assets" / "node.py"]
    for path in [*places.sources("css"), *places.sources("js"), *build_files]:
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest() + (" node" if node.find() else " plain")


def _styles(work: Path) -> dict[str, str]:
    joined = LAYERS + "\n".join(path.read_text("utf-8") for path in places.sources("css"))
    return {"app.css": _put(work, "app", "css", node.minify_css(joined).encode())}


def _scripts(work: Path) -> dict[str, str]:
    """core.js for every page; a script named lazy_x.js becomes x.js, loaded when an element asks for it."""
    sources = places.sources("js")
    entry = "".join(f"import {json.dumps(str(path))};\n" for path in sources if not _is_lazy(path))
    bundles = {"core": entry} | {
        path.stem.removeprefix("lazy_"): f"import {json.dumps(str(path))};\n"
        for path in sources
        if _is_lazy(path)
    }
    made = {name: node.bundle_js(source) for name, source in bundles.items()}
    return {f"{name}.js": _put(work, name, "js", body) for name, body in made.items() if body is not None}


def _import(path: Path) -> str:
    return f"import {json.dumps(str(path))};\n"


def _is_lazy(path: Path) -> bool:
    return path.name.startswith("lazy_")


def _put(work: Path, name: str, kind: str, body: bytes) -> str:
    """Write a file under its hashed name, beside it packed as the web packs."""
    hashed = f"{name}.{sha256(body).hexdigest()[:8]}.{kind}"
    (work / hashed).write_bytes(body)
    (work / f"{hashed}.br").write_bytes(brotli.compress(body, quality=11))
    (work / f"{hashed}.gz").write_bytes(gzip.compress(body, 9, mtime=0))
    return hashed


def _publish(work: Path) -> None:
    """Put the new files beside the old ones, the manifest last: a page under way finds what it names."""
    places.DIST.mkdir(parents=True, exist_ok=True)
    for path in sorted(work.iterdir(), key=lambda path: path.name in ("manifest.json", "stamp")):
        path.replace(places.DIST / path.name)
    _forget_old()
    shutil.rmtree(work)


def _forget_old() -> None:
    """Drop all builds but the last three of each file."""
    for pattern in ("*.css", "*.js"):
        families: dict[str, list[Path]] = {}
        for path in sorted(places.DIST.glob(pattern), key=lambda path: path.stat().st_mtime_ns):
            families.setdefault(path.name.split(".")[0], []).append(path)
        for path in (old for family in families.values() for old in family[:-3]):
            for suffix in ("", ".br", ".gz"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
