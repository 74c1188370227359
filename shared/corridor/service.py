"""What a service is, and the commands each one has: `python -m <service> web|worker|migrate|seed|...`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import click
from flask import Flask
from sqlalchemy import MetaData
from sqlalchemy.orm import Session, sessionmaker

from corridor.messaging.event import Event, Meta
from corridor.settings import Settings

Handler = Callable[[Session, Any, Meta], None]
Handlers = Mapping[type[Event], Handler]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class Job:
    """A piece of scheduled work; `run` says whether there is more to do at once."""

    name: str
    run: Callable[[sessionmaker[Session], Any], bool]
    every: timedelta


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How large a seeded world is; zero means the demo world."""

    topics: int = 0
    posts: int = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Service:
    """One deployable: its name ("forum"), package, path prefixes, and the doors the library needs."""

    name: str
    package: str
    prefixes: tuple[str, ...]
    create_app: Callable[[Any], Flask]
    metadata: MetaData
    handlers: Handlers
    schedule: Sequence[Job] = ()
    settings: type[Settings] = Settings
    seed: Callable[..., None] | None = None
    commands: Sequence[click.Command] = ()


def run_service(service: Service) -> None:
    """Run the command line of `service` (see corridor.cli)."""
    from corridor.cli import run_service as run

    run(service)
