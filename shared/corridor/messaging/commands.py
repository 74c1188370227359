"""`python -m <service> messages ...`: look at what waits or is parked, let it be worked or sent again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import click
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from corridor import clock
from corridor.db import make_engine, make_sessions, transaction
from corridor.messaging.inbox import purge_inbox, work_again
from corridor.messaging.outbox import purge_outbox, send_again
from corridor.messaging.state import state_of
from corridor.messaging.tables import inbox
from corridor.messaging.transports.rabbitmq import probe_queue, revive
from corridor.service import Service
from corridor.settings import Settings


def messages(service: Service) -> click.Group:
    """The command group of a service."""
    group = click.Group("messages", help="List, replay and purge messages; probe the queue.")
    for make in (_state, _list, _replay, _resend, _revive, _purge, _probe):
        group.add_command(make(service))
    return group


def _state(service: Service) -> click.Command:
    @click.command("state", help="How many wait, since when, and how many are parked.")
    def state() -> None:
        with _session(service) as session:
            now = state_of(session)
        click.echo(f"outbox: {now.unpublished} to publish, the oldest {_age(now.oldest_unpublished)}")
        click.echo(f"outbox: {now.unheard} that nobody listens to")
        click.echo(f"inbox:  {now.pending} to work, the oldest {_age(now.oldest_pending)}")
        click.echo(f"inbox:  {now.parked} parked")

    return state


def _age(span: timedelta) -> str:
    return f"{span.total_seconds():.0f} s"


def _list(service: Service) -> click.Command:
    @click.command("list", help="List parked (or pending) events with their reasons, oldest first.")
    @click.option("--pending", is_flag=True, help="Those that wait instead of those that are parked.")
    @click.option("--limit", default=50, show_default=True)
    @click.option("--body", is_flag=True, help="Show the whole event too.")
    def list_(pending: bool, limit: int, body: bool) -> None:
        with _session(service) as session:
            rows = session.execute(_events("pending" if pending else "parked").limit(limit)).all()
        for row in rows:
            received = row.received_at.astimezone(UTC).isoformat(timespec="seconds")
            subject = f"{row.type or 'unreadable'} {row.subject}".strip()
            click.echo(
                f"{row.event_id}  {received}  tries {row.attempts}  {subject}  {row.error or ''}".rstrip()
            )
            if body:
                click.echo(f"    {row.body}")
        click.echo(f"{len(rows)} shown", err=True)

    return list_


def _events(state: str) -> Select[Any]:
    return select(inbox).where(inbox.c.state == state).order_by(inbox.c.position)


def _replay(service: Service) -> click.Command:
    @click.command("replay", help="Work parked events again: one by its id, or --all.")
    @click.argument("event_id", type=click.UUID, required=False)
    @click.option("--all", "everything", is_flag=True)
    def replay(event_id: UUID | None, everything: bool) -> None:
        if (event_id is None) is not everything:
            raise click.UsageError("Name one event or say --all.")
        with _session(service) as session:
            number = work_again(session, event_id=event_id)
        if event_id is not None and number == 0:
            raise click.ClickException(f"No parked event {event_id}")
        click.echo(f"{number} to be worked again")

    return replay


def _resend(service: Service) -> click.Command:
    @click.command("resend", help="Publish this service's events again, those of the last 72 hours at most.")
    @click.option(
        "--since", help="A moment (2026-01-31T08:00, UTC) or a number of hours (12h).", required=True
    )
    @click.option("--type", "types", multiple=True, help="Only events of this type; may be repeated.")
    def resend(since: str, types: tuple[str, ...]) -> None:
        with _session(service) as session:
            number = send_again(session, since=_moment(since), types=list(types) or None)
        click.echo(f"{number} to be published again")

    return resend


def _moment(text: str) -> datetime:
    if text.endswith("h") and text[:-1].isdigit():
        return clock.now() - timedelta(hours=int(text[:-1]))
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is neither a moment nor a number of hours") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _revive(service: Service) -> click.Command:
    @click.command("revive", help="Put what the broker gave up on (dead letters) into the inbox.")
    def revive_() -> None:
        url = _broker(service)
        engine = make_engine(_settings(service))
        number = revive(url, service.name, make_sessions(engine))
        engine.dispose()
        click.echo(f"{number} put into the inbox")

    return revive_


def _purge(service: Service) -> click.Command:
    @click.command("purge", help="Drop what was published 72 hours ago and what was done two weeks ago.")
    def purge() -> None:
        total = 0
        while number := _purge_some(service):
            total += number
        click.echo(f"{total} dropped")

    return purge


def _purge_some(service: Service) -> int:
    with _session(service) as session:
        return purge_outbox(session) + purge_inbox(session)


def _probe(service: Service) -> click.Command:
    @click.command("probe", help="Ask the service's queue whether it takes messages; fails if it does not.")
    @click.option("--seconds", default=10.0, show_default=True)
    def probe(seconds: float) -> None:
        problem = probe_queue(_broker(service), service.name, seconds=seconds)
        if problem is not None:
            raise click.ClickException(f"The queue of {service.name}: {problem}")
        click.echo(f"The queue of {service.name} works")

    return probe


def _broker(service: Service) -> str:
    url = _settings(service).amqp_url
    if url is None:
        raise click.ClickException("AMQP_URL is not set: messages go without a broker here")
    return url


def _settings(service: Service) -> Settings:
    return service.settings.from_env(service.name)


@contextmanager
def _session(service: Service) -> Iterator[Session]:
    """A transaction on the service's database, and no connection left behind."""
    engine = make_engine(_settings(service))
    try:
        with transaction(make_sessions(engine)) as session:
            yield session
    finally:
        engine.dispose()
