"""Commands of this service alone."""

from pathlib import Path

import click
from flask_babel import force_locale

from account_service.audit.actions import Actor
from account_service.audit.queries import first_broken
from account_service.invitations.actions import Invitee, invite
from account_service.keys import make_keys, rotate_keys
from account_service.settings import AccountSettings
from corridor import clock
from corridor.auth.roles import LABELS, SECRETARIAT
from corridor.db import make_engine, make_sessions, transaction


@click.command("keys", help="Make the key that signs tokens, and publish its public half.")
def keys() -> None:
    settings = AccountSettings.from_env("account")
    fresh = make_keys(Path(settings.signing_key), Path(settings.jwks))
    click.echo(f"{settings.signing_key}: {'made' if fresh else 'was there'}; published in {settings.jwks}")


@click.command("rotate-keys", help="Sign with a new key from the next start on; the old one still checks.")
def rotate() -> None:
    settings = AccountSettings.from_env("account")
    kid = rotate_keys(Path(settings.signing_key), Path(settings.jwks))
    click.echo(f"{settings.signing_key}: the new key is {kid}. Restart account_service to sign with it.")


@click.command("invite-secretary", help="Invite the first member of the secretariat; prints the link.")
@click.argument("email")
@click.option("--language", default="en", show_default=True)
def invite_secretary(email: str, language: str) -> None:
    settings = AccountSettings.from_env("account")
    sessions = make_sessions(make_engine(settings))
    from account_service.app import create_app

    with create_app(settings).app_context(), force_locale(language):
        words = [str(LABELS[SECRETARIAT])]
    who = Invitee(email=email, name="", language=language, roles=[SECRETARIAT], role_words=words)
    with transaction(sessions) as session:
        actor = Actor(id=None, name="Corridor")
        _invitation, link = invite(session, who, actor=actor, settings=settings, now=clock.now())
    click.echo(link)


@click.command("check-record", help="Check that nobody changed the record of grants and withdrawals.")
def check_record() -> None:
    settings = AccountSettings.from_env("account")
    with make_sessions(make_engine(settings))() as session:
        broken = first_broken(session)
    if broken is not None:
        raise click.ClickException(f"the record does not hold from row {broken} on")
    click.echo("the record holds")


COMMANDS = (keys, rotate, invite_secretary, check_record)
