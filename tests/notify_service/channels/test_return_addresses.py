"""Each mail has a return address of its own; only a young one of ours is believed."""

from datetime import timedelta

from corridor import clock
from corridor.ids import uuid7
from corridor.testing import ALICE, settings_for
from notify_service.channels.email.verp import envelope_sender, find_mail_id
from notify_service.service import SERVICE
from tests.notify_service.world import happen, mailer, members, reply


def _find(address="", token="", **changes):
    settings = settings_for(SERVICE, **changes)
    return find_mail_id(settings, token=token, recipients=(address,), now=clock.now())


def test_a_mail_travels_under_an_address_that_names_it(session, mailbox):
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    mailer(mailbox.url)

    sender = mailbox.mails[0]["X-Envelope-From"]

    assert sender.startswith("bounces+")
    assert len(sender.partition("@")[0]) <= 64
    assert _find(sender) is not None


def test_servers_may_change_the_case():
    mail_id = uuid7()
    address = envelope_sender(settings_for(SERVICE), mail_id)

    assert _find(address.upper()) == mail_id
    assert _find(token=address.partition("+")[2].partition("@")[0]) == mail_id


def test_what_was_not_made_here_names_nothing():
    address = envelope_sender(settings_for(SERVICE), uuid7())

    assert _find(address.replace("+", "+a")) is None
    assert _find(address, secret_key="another house") is None
    assert _find("bounces+@corridor.example") is None
    assert _find("bounces+é%00@corridor.example") is None


def test_an_old_one_is_not_believed():
    address = envelope_sender(settings_for(SERVICE), uuid7())

    late = clock.now() + timedelta(days=15)

    assert find_mail_id(settings_for(SERVICE), token="", recipients=(address,), now=late) is None


def test_a_house_may_keep_one_sender_for_all(session, mailbox):
    members(session)
    happen(session, reply((ALICE, "mentioned")))

    mailer(mailbox.url, mail_verp=False)

    assert mailbox.mails[0]["X-Envelope-From"] == "corridor@corridor.example"
