"""The door for mails as a process of its own, and as a part of the worker."""

import smtplib

import pytest
from click.testing import CliRunner

from corridor.db.embedded import free_port
from corridor.settings import SettingsError
from corridor.testing import DATABASES
from notify_service.inbound import lmtp as door
from notify_service.inbound.cli import lmtp
from notify_service.service import SERVICE
from tests.notify_service.inbound.mails import settings


def test_the_command_says_what_it_needs() -> None:
    environ = {"DATABASE_URL_NOTIFY": "postgresql://nobody@127.0.0.1:1/none", "CORRIDOR_LMTP": ""}

    answer = CliRunner().invoke(lmtp, env=environ)

    assert isinstance(answer.exception, SettingsError)
    assert "CORRIDOR_LMTP" in str(answer.exception)


@pytest.mark.parametrize("place", ["", "host", "host:", "127.0.0.1:lmtp"])
def test_a_place_to_listen_at_has_a_port(place: str) -> None:
    if place:
        with pytest.raises(SettingsError, match="CORRIDOR_LMTP"):
            settings(lmtp=place).check()
    else:
        settings(lmtp=place).check()


def test_the_second_worker_of_a_machine_waits_for_the_first(session) -> None:
    place = settings(lmtp=f"127.0.0.1:{free_port()}")
    sessions = DATABASES.sessions(SERVICE)
    first = door.open_door(sessions, place)

    door.keep_door_open(sessions, place)
    first.stop()
    door.keep_door_open(sessions, place)

    smtplib.LMTP("127.0.0.1", int(place.lmtp.rpartition(":")[2])).quit()
    door.close_door()
