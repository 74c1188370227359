"""PostgreSQL and RabbitMQ go away in the middle and come back; workers find their way by themselves."""

import threading
import time

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from corridor.db import make_engine, make_sessions
from corridor.db.embedded import PrivatePostgres, free_port
from corridor.db.migrate import migrate
from corridor.messaging.tables import inbox, outbox
from corridor.settings import Settings
from corridor.testing.rabbitmq import PrivateRabbit
from tests.faults.conftest import make_talk
from tests.faults.talk import Talk, eventually
from tests.support.tiny.service import LISTENER, SPEAKER

pytestmark = pytest.mark.integration


class Chatter(threading.Thread):
    """Says one word after another until silenced; keeps those that were acknowledged."""

    def __init__(self, talk):
        super().__init__()
        self.talk = talk
        self.said = []
        self.attempted = []
        self._silent = threading.Event()

    def run(self):
        while not self._silent.is_set():
            word = f"word {len(self.attempted)}"
            self.attempted.append(word)
            try:
                self.talk.say(word)
            except DBAPIError:
                time.sleep(0.05)
            else:
                self.said.append(word)

    def go_on_for(self, words):
        """Until so many more were acknowledged."""
        goal = len(self.said) + words
        eventually(lambda: len(self.said) >= goal)

    def silence(self):
        self._silent.set()
        self.join()


def nothing_lost_nothing_twice(talk, chatter):
    chatter.silence()
    eventually(lambda: set(chatter.said) <= set(talk.heard()))
    eventually(lambda: talk.count(talk.speaker, outbox.c.published_at.is_(None)) == 0)
    eventually(lambda: talk.count(talk.listener, inbox.c.state == "pending") == 0)
    heard = talk.heard()
    assert len(heard) == len(set(heard))
    assert set(heard) <= set(chatter.attempted)


@pytest.fixture
def own_postgres(tmp_path):
    """A server of the test's own, that keeps what it acknowledged, on a port that stays."""
    tmp_path.chmod(0o755)
    server = PrivatePostgres(tmp_path / "pg", port=free_port())
    server.start()
    yield server
    server.stop()


@pytest.fixture
def talk_on_own_postgres(own_postgres):
    engines = []

    def sessions(service):
        own_postgres.create_database(service.name)
        url = own_postgres.url(service.name)
        migrate(service, url)
        engines.append(make_engine(Settings(service=service.name, database_url=url)))
        return make_sessions(engines[-1])

    urls = {service.name: own_postgres.url(service.name) for service in (SPEAKER, LISTENER)}
    yield Talk(speaker=sessions(SPEAKER), listener=sessions(LISTENER), urls=urls)
    for engine in engines:
        engine.dispose()


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_postgres_goes_away_and_comes_back(talk_on_own_postgres, own_postgres, how):
    talk = talk_on_own_postgres
    chatter = Chatter(talk)
    with talk.working():
        chatter.start()
        chatter.go_on_for(20)

        getattr(own_postgres, how)()
        own_postgres.start()
        chatter.go_on_for(20)

        nothing_lost_nothing_twice(talk, chatter)


@pytest.fixture(scope="module")
def own_rabbit(tmp_path_factory):
    with PrivateRabbit(tmp_path_factory.mktemp("rabbit")) as node:
        yield node


@pytest.mark.rabbitmq
def test_rabbitmq_stops_and_starts(own_rabbit):
    talk = make_talk(own_rabbit.url)
    chatter = Chatter(talk)
    with talk.working():
        chatter.start()
        # In the middle of a conversation, not before the workers have come.
        eventually(lambda: len(talk.heard()) > 0)
        chatter.go_on_for(20)

        own_rabbit.stop_app()
        chatter.go_on_for(20)
        own_rabbit.start_app()
        chatter.go_on_for(20)

        nothing_lost_nothing_twice(talk, chatter)


@pytest.mark.rabbitmq
def test_rabbitmq_is_killed(own_rabbit):
    talk = make_talk(own_rabbit.url)
    chatter = Chatter(talk)
    with talk.working():
        chatter.start()
        eventually(lambda: len(talk.heard()) > 0)
        chatter.go_on_for(20)

        own_rabbit.kill()
        chatter.go_on_for(20)
        own_rabbit.start()
        chatter.go_on_for(20)

        nothing_lost_nothing_twice(talk, chatter)


@pytest.mark.rabbitmq
@pytest.mark.parametrize(("trouble", "relief"), [("freeze", "thaw"), ("fill_disk", "clear_disk")])
def test_rabbitmq_is_there_and_takes_nothing(own_rabbit, trouble, relief):
    """A node that hangs, or that blocks publishers for want of disk: the pages go on, nothing is lost."""
    talk = make_talk(own_rabbit.url)
    chatter = Chatter(talk)
    with talk.working():
        chatter.start()
        eventually(lambda: len(talk.heard()) > 0)

        getattr(own_rabbit, trouble)()
        waiting = talk.count(talk.speaker, outbox.c.published_at.is_(None))
        chatter.go_on_for(waiting + 50)
        eventually(lambda: talk.count(talk.speaker, outbox.c.published_at.is_(None)) > 0)
        getattr(own_rabbit, relief)()

        nothing_lost_nothing_twice(talk, chatter)


@pytest.mark.rabbitmq
def test_the_database_of_the_listener_is_away_while_messages_come(
    talk_on_own_postgres, own_postgres, rabbitmq
):
    """Messages stay with the consumer, unacknowledged, until the inbox can take them."""
    talk = make_talk(rabbitmq)
    talk = Talk(
        speaker=talk.speaker,
        listener=talk_on_own_postgres.listener,
        urls={"speaker": talk.urls["speaker"], "listener": talk_on_own_postgres.urls["listener"]},
        amqp_url=rabbitmq,
    )
    chatter = Chatter(talk)
    with talk.working():
        chatter.start()
        eventually(lambda: len(talk.heard()) > 0)

        own_postgres.stop()
        chatter.go_on_for(50)
        own_postgres.start()

        nothing_lost_nothing_twice(talk, chatter)


def test_a_start_of_workers_before_the_database(talk_on_own_postgres, own_postgres):
    talk = talk_on_own_postgres
    talk.say("early")
    own_postgres.stop()
    with talk.working():
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(own_postgres.url("listener"), connect_timeout=2)
        own_postgres.start()
        eventually(lambda: talk.heard() == ["early"])
