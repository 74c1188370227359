"""Imports from the command line of the server."""

from pathlib import Path
from typing import Any

import click

from corridor.cli import show_progress
from corridor.db import make_engine, make_sessions
from corridor.errors import CorridorError
from forum_service.imports.discourse import import_discourse
from forum_service.imports.mbox import import_mbox
from forum_service.imports.remote import Remote
from forum_service.imports.running import summary
from forum_service.posts.remaking import BATCH, remake_posts
from forum_service.settings import ForumSettings


@click.command("import-mbox", help="Bring in the archive of a mailing list: each thread becomes a topic.")
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--forum", required=True, help="The short name of the forum it goes into.")
@click.option("--name", required=True, help="The name of the list; the same one goes on where it stopped.")
def mbox(archive: Path, forum: str, name: str) -> None:
    _run(import_mbox, archive, forum=forum, name=name)


@click.command("import-discourse", help="Bring in topics of another forum through its own interface.")
@click.argument("url")
@click.option("--forum", required=True, help="The short name of the forum they go into.")
@click.option("--category", type=int, help="Only the category with this number.")
@click.option("--user", default="", help="User name there.")
@click.option("--key", default="", envvar="DISCOURSE_API_KEY", help="API key of the other forum.")
def discourse(url: str, forum: str, category: int | None, user: str, key: str) -> None:
    # Whoever runs commands on the server may name any address.
    remote = Remote(url=url, key=key, user=user, private=True)
    _run(import_discourse, remote, forum=forum, category=category)


def _run(bring: Any, what: Any, **options: Any) -> None:
    engine = make_engine(ForumSettings.from_env("forum"))
    try:
        with make_sessions(engine)() as session:
            brought = bring(session, what, **options, report=lambda *far: show_progress("import", *far))
    except CorridorError as error:
        raise click.ClickException(str(error.message)) from None
    finally:
        engine.dispose()
    click.echo(summary(brought).data.decode(), nl=False)


@click.command("remake-posts", help="Make the HTML of all posts anew that an older renderer made.")
def remake() -> None:
    engine, made = make_engine(ForumSettings.from_env("forum")), 0
    try:
        # The worker does the same by and by; this does it at once.
        while remake_posts(make_sessions(engine)):
            made += BATCH
            click.echo(f"{made} posts")
    finally:
        engine.dispose()


COMMANDS = (mbox, discourse, remake)
