"""The command line of `bin/run`."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the caller asked for."""

    port: int
    fresh: bool
    demo: bool

    @property
    def address(self) -> str:
        """Where the pages are."""
        return f"http://127.0.0.1:{self.port}"


def read_options(arguments: Sequence[str] | None = None) -> Options:
    """Read the command line; a wrong option ends the program with a usage line."""
    parser = argparse.ArgumentParser(
        prog="bin/run", description="Start the whole of Corridor on this machine."
    )
    parser.add_argument("--port", type=_port, default=8080, help="another port than 8080")
    parser.add_argument("--fresh", action="store_true", help="throw away the data of earlier starts")
    parser.add_argument("--no-demo", dest="demo", action="store_false", help="start without the demo world")
    given = parser.parse_args(arguments)
    return Options(port=given.port, fresh=given.fresh, demo=given.demo)


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port")
    return int(text)
