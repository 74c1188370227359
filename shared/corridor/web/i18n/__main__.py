"""`python -m corridor.web.i18n extract|update|compile|check [package ...]` (bin/translate)."""

import sys
from pathlib import Path

import click

from corridor.web.i18n import catalogues


@click.group()
def main() -> None:
    """Keep the translation catalogues of all packages."""


@main.command()
@click.argument("packages", nargs=-1)
def extract(packages: tuple[str, ...]) -> None:
    """Say how many messages each package has."""
    for package, folder in _chosen(packages):
        found = catalogues.extract(package, folder)
        click.echo(f"{package}: {sum(1 for message in found if message.id)} messages")


@main.command()
@click.argument("packages", nargs=-1)
def update(packages: tuple[str, ...]) -> None:
    """Bring the catalogues up to the source."""
    for package, folder in _chosen(packages):
        catalogues.update(package, folder)


@main.command("compile")
@click.argument("packages", nargs=-1)
def compile_all(packages: tuple[str, ...]) -> None:
    """Compile what changed."""
    done = sum(catalogues.compile_stale(folder) for _, folder in _chosen(packages))
    click.echo(f"compiled {done} catalogues" if done else "catalogues are up to date")


@main.command()
@click.argument("packages", nargs=-1)
def check(packages: tuple[str, ...]) -> None:
    """Fail when a message is missing in a language, or its placeholders differ."""
    found = [gap for package, folder in _chosen(packages) for gap in catalogues.gaps(package, folder)]
    for gap in found:
        click.echo(f"{gap.package} {gap.language}: {gap.reason}: {gap.message!r}")
    click.echo(f"{len(found)} messages missing" if found else "all messages are translated")
    sys.exit(1 if found else 0)


def _chosen(packages: tuple[str, ...]) -> list[tuple[str, Path]]:
    return [pair for pair in catalogues.folders() if not packages or pair[0] in packages]


if __name__ == "__main__":
    main()
