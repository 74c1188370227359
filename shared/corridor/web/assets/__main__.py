"""`python -m corridor.web.assets build [--force]`: make the bundle when its sources changed."""

import click

from corridor.web.assets.build import build


@click.group()
def main() -> None:
    """The front-end bundle."""


@main.command("build")
@click.option("--force", is_flag=True, help="Even when nothing changed.")
def build_command(*, force: bool) -> None:
    """Make the bundle."""
    try:
        made = build(force=force)
    except RuntimeError as error:
        raise click.ClickException(str(error)) from error
    click.echo("front-end built" if made else "front-end is up to date")


if __name__ == "__main__":
    main()
