"""What an operator does with messages at the command line."""

import pika
import pytest
from click.testing import CliRunner
from sqlalchemy import select

from corridor.messaging.commands import messages
from corridor.messaging.outbox import record
from corridor.messaging.tables import inbox, outbox
from corridor.messaging.transports.rabbitmq.topology import declare_queue
from corridor.testing import DATABASES, deliver
from tests.support.tiny.events import Greeted
from tests.support.tiny.service import LISTENER, SPEAKER

pytestmark = pytest.mark.integration


def run(service, *words, **more):
    environ = {f"DATABASE_URL_{service.name.upper()}": DATABASES.of(service).url, **more}
    return CliRunner(env=environ).invoke(messages(service), words)


@pytest.fixture
def parked():
    """Two events that the listener has parked."""
    with DATABASES.sessions(SPEAKER).begin() as session:
        ids = [record(session, Greeted(words="never")) for _ in range(2)]
    deliver(SPEAKER, LISTENER)
    return ids


def pending():
    with DATABASES.sessions(LISTENER)() as session:
        return session.scalars(select(inbox.c.event_id).where(inbox.c.state == "pending")).all()


def test_parked_events_are_listed_with_their_reasons(parked):
    answer = run(LISTENER, "list", "--body")

    assert f"{parked[0]}" in answer.output
    assert "tiny.greeted.v1 greeting  does not talk to strangers" in answer.output
    assert '"words":"never"' in answer.output


def test_one_parked_event_is_replayed(parked):
    answer = run(LISTENER, "replay", str(parked[1]))

    assert answer.output == "1 to be worked again\n"
    assert pending() == [parked[1]]


def test_all_parked_events_are_replayed(parked):
    run(LISTENER, "replay", "--all")

    assert sorted(pending()) == sorted(parked)


@pytest.mark.parametrize("words", [[], ["--all", "0190b5b5-0000-7000-8000-000000000000"]])
def test_replay_wants_one_or_all(words):
    assert run(LISTENER, "replay", *words).exit_code == 2


def test_an_unknown_event_is_told():
    answer = run(LISTENER, "replay", "0190b5b5-0000-7000-8000-000000000000")

    assert answer.exit_code == 1
    assert "No parked event" in answer.output


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (["--since", "1h"], 2),
        (["--since", "2020-01-01"], 2),
        (["--since", "2100-01-01T00:00"], 0),
        (["--since", "1h", "--type", "tiny.shouted.v1"], 0),
    ],
)
def test_past_events_are_sent_again(parked, words, number):
    answer = run(SPEAKER, "resend", *words)

    assert answer.output == f"{number} to be published again\n"


def test_what_is_no_moment_is_told():
    assert run(SPEAKER, "resend", "--since", "yesterday").exit_code == 2


def test_old_messages_are_purged(parked):
    with DATABASES.sessions(SPEAKER).begin() as session:
        session.execute(outbox.update().values(recorded_at="2020-01-01T00:00:00Z"))

    assert run(SPEAKER, "purge").output == "2 dropped\n"


def test_what_is_parked_is_never_purged(parked):
    with DATABASES.sessions(LISTENER).begin() as session:
        session.execute(inbox.update().values(worked_at="2020-01-01T00:00:00Z"))

    assert run(LISTENER, "purge").output == "0 dropped\n"


def test_the_state_is_told_in_numbers(parked):
    with DATABASES.sessions(SPEAKER).begin() as session:
        record(session, Greeted(words="hello"))

    assert "1 to publish" in run(SPEAKER, "state").output
    assert "2 parked" in run(LISTENER, "state").output


def test_a_probe_without_a_broker_says_so():
    answer = run(LISTENER, "probe")

    assert answer.exit_code == 1
    assert "AMQP_URL is not set" in answer.output


@pytest.mark.rabbitmq
def test_dead_letters_are_put_into_the_inbox(rabbitmq):
    connection = pika.BlockingConnection(pika.URLParameters(rabbitmq))
    channel = connection.channel()
    declare_queue(channel, "listener", [])
    channel.queue_purge("listener.dead.v1")
    channel.confirm_delivery()
    channel.basic_publish("events.dead", "listener", b"{")
    connection.close()

    assert run(LISTENER, "revive", AMQP_URL=rabbitmq).output == "1 put into the inbox\n"
    assert "not JSON" in run(LISTENER, "list").output


@pytest.mark.rabbitmq
def test_a_probe_fails_where_there_is_no_queue(rabbitmq):
    answer = run(SPEAKER, "probe", AMQP_URL=f"{rabbitmq}-nowhere")

    assert answer.exit_code == 1
