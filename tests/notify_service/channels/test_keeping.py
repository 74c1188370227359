"""What a refused address did not get is not lost."""

import time_machine

from corridor.testing import ALICE
from notify_service.channels.email.suppression import lift
from tests.notify_service.world import MONDAY, choose, happen, mailer, make_digests, members, opening

SEVEN = MONDAY.replace(day=24, hour=7)


def _refuse_and_lift(session, server, mailbox, clock):
    """A mention is refused, another one held back; then the address takes mails again."""
    happen(session, opening((ALICE, "mentioned"), topic=21))
    server.answers["RCPT"] = "550 5.1.1 no such mailbox"
    mailer(server.url)
    happen(session, opening((ALICE, "mentioned"), topic=22))
    mailer(mailbox.url)
    assert mailbox.mails == []
    lift(session, ALICE.email)
    session.commit()
    clock.move_to(SEVEN)
    make_digests()
    mailer(mailbox.url)


def test_it_comes_in_the_digest_once_the_address_takes_mails_again(session, server, mailbox):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        happen(session, opening((ALICE, "watching"), topic=20))
        _refuse_and_lift(session, server, mailbox, clock)

    (mail,) = mailbox.mails
    text = mail.get_body(("plain",)).get_content()
    assert all(f"Topic {topic}" in text for topic in (20, 21, 22))


def test_without_a_digest_it_stays_on_the_site(session, server, mailbox):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        choose(session, ALICE, rhythm="never")
        _refuse_and_lift(session, server, mailbox, clock)

    assert mailbox.mails == []
