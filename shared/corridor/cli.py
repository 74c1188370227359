"""The command line every service has."""

import ctypes
import gc
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import click
from gunicorn.app.base import BaseApplication

from corridor.db import make_engine, make_sessions, transaction
from corridor.service import Scale, Service
from corridor.settings import Settings, SettingsError

# A number of the C library's malloc.h.
_M_ARENA_MAX = -8


def run_service(service: Service) -> None:
    """Run the command line of `service`; a bad setting is one clear line, not a traceback."""
    try:
        _group(service)()
    except SettingsError as error:
        raise SystemExit(f"{service.package}: {error}") from None


def _group(service: Service) -> click.Group:
    group = click.Group(service.name, help=f"Commands of {service.package}.")
    for make in (_web, _worker, _migrate, _seed):
        group.add_command(make(service))
    from corridor.messaging.commands import messages

    group.add_command(messages(service))
    for command in service.commands:
        group.add_command(command)
    return group


def load_settings(service: Service) -> Settings:
    """The service's settings from the environment."""
    return service.settings.from_env(service.name)


def _web(service: Service) -> click.Command:
    @click.command("web", help="Serve the pages with gunicorn.")
    @click.option("--bind", default="127.0.0.1:8000", show_default=True)
    @click.option("--workers", default=2, show_default=True)
    @click.option("--threads", default=8, show_default=True)
    def web(bind: str, workers: int, threads: int) -> None:
        settings = load_settings(service)
        app = partial(service.create_app, settings)
        serve(app, name=service.name, bind=bind, workers=workers, threads=threads)

    return web


def serve(make_app: Callable[[], object], *, name: str, bind: str, workers: int, threads: int) -> None:
    """Serve a WSGI app until a signal ends it.

    The app is made once, before the fork, so that workers share the memory of its code: making it must open
    no connection and start no thread.
    """
    options = {
        "bind": bind,
        "workers": workers,
        "threads": threads,
        "preload_app": True,
        "worker_class": "gthread",
        "control_socket_disable": True,
        "graceful_timeout": 20,
        "proc_name": f"corridor-{name}",
        # A heartbeat file on a slow disk would make gunicorn take a busy worker for a dead one.
        "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108
    }

    class Application(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for option, value in options.items():
                if option in self.cfg.settings:
                    self.cfg.set(option, value)

        def load(self) -> object:
            _share_one_heap()
            app = make_app()
            _settle()
            return app

    Application().run()


def _share_one_heap() -> None:
    """Let all threads of a worker take memory from two places instead of one each.

    The C library otherwise opens an arena a thread, and what eight of them once needed is never given back.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 2)


def _settle() -> None:
    """Leave what was loaded at the start out of the collector's rounds, and let it come round less often.

    Otherwise each few hundred new objects make it look through all the code of all services again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def _worker(service: Service) -> click.Command:
    @click.command("worker", help="Relay events, work the inbox, run the schedule.")
    def worker() -> None:
        from corridor.messaging.worker import run_worker

        run_worker(service, load_settings(service))

    return worker


def _migrate(service: Service) -> click.Command:
    @click.command("migrate", help="Bring the database to the newest schema.")
    def migrate_() -> None:
        from corridor.db.migrate import migrate

        migrate(service, load_settings(service).database_url)

    return migrate_


def _seed(service: Service) -> click.Command:
    @click.command("seed", help="Load the demo world, or a large one for measuring.")
    @click.option("--topics", default=0, help="How many topics (forum only).")
    @click.option("--posts", default=0, help="How many posts (forum only).")
    def seed_(topics: int, posts: int) -> None:
        seed = service.seed
        if seed is None:
            raise click.ClickException(f"{service.package} has nothing to seed")
        settings = load_settings(service)
        scale = Scale(topics=topics, posts=posts)
        with transaction(make_sessions(make_engine(settings))) as session:
            seed(session, settings, scale=scale, progress=show_progress)

    return seed_


def show_progress(label: str, done: int, total: int) -> None:
    """One line that rewrites itself on a terminal, and a line at the end elsewhere."""
    if sys.stderr.isatty():
        click.echo(f"\r{label}: {done:,} of {total:,}", err=True, nl=done >= total)
    elif done >= total:
        click.echo(f"{label}: {total:,}", err=True)
