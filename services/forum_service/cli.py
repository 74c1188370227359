"""Commands of the forum."""

import click

from corridor.db import make_engine, make_sessions
from forum_service.imports.cli import COMMANDS as IMPORTS
from forum_service.posts.remaking import BATCH, remake_posts
from forum_service.settings import ForumSettings


@click.command("remake-posts", help="Make the HTML of all posts anew that an older renderer made.")
def remake_posts_command() -> None:
    """The worker does the same by and by; this does it at once."""
    settings = ForumSettings.from_env("forum")
    sessions, made = make_sessions(make_engine(settings)), 0
    while remake_posts(sessions):
        made += BATCH
        click.echo(f"{made} posts")
    click.echo("all posts are made by this renderer")


COMMANDS = (remake_posts_command, *IMPORTS)
