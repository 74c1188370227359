"""The secretariat sees whether mails arrive."""

from datetime import timedelta

import time_machine
from sqlalchemy import select

from corridor import clock
from corridor.testing import ALICE, BOB, MOD, SECRETARY, settings_for, sign_in
from notify_service.channels.email.models import Mail
from notify_service.channels.email.suppression import is_suppressed
from notify_service.channels.email.verp import envelope_sender
from notify_service.inbound.models import IncomingMail
from notify_service.inbound.parsing.shapes import Bounce
from notify_service.reach.actions import note_bounce
from notify_service.service import SERVICE
from tests.notify_service.world import MONDAY, happen, mailer, members, read_up_to, reply


def _refuse(session, server):
    members(session)
    server.answers["RCPT"] = "550 5.1.1 no such mailbox"
    happen(session, reply((ALICE, "mentioned")))
    mailer(server.url)


def test_the_pages_are_for_the_secretariat(client, session):
    sign_in(client, MOD)

    for path in ("", "/members", "/mails"):
        assert client.get(f"/notify/deliveries{path}").status_code == 403
    assert client.post("/notify/deliveries/domain").status_code == 403
    assert client.post(f"/notify/deliveries/members/{ALICE.account_id}/address").status_code == 403


def test_an_empty_house_says_so(client, session):
    sign_in(client, SECRETARY)

    page = client.get("/notify/deliveries")

    assert page.status_code == 200
    assert "Every mail that was due went out." in page.text
    assert "No mail has been sent yet." in page.text


def test_who_is_not_reached_for_a_fortnight_stands_there_with_the_reason(client, session, server):
    with time_machine.travel(MONDAY, tick=False) as clock:
        _refuse(session, server)
        clock.shift(timedelta(days=15))
        sign_in(client, SECRETARY)

        page = client.get("/notify/deliveries").text
        listed = client.get("/notify/deliveries/members?show=unreached").text

    assert ALICE.email in page
    assert "no such mailbox" in page
    assert ALICE.email in listed
    assert BOB.email not in listed


def test_who_was_reached_since_is_not_among_them(client, session, server):
    with time_machine.travel(MONDAY, tick=False) as clock:
        _refuse(session, server)
        sign_in(client, SECRETARY)
        client.post(f"/notify/deliveries/members/{ALICE.account_id}/address")
        clock.shift(timedelta(days=15))
        happen(session, reply((ALICE, "mentioned"), topic=13))
        mailer(server.url)

        listed = client.get("/notify/deliveries/members?show=unreached").text

    assert len(server.mails) == 1
    assert ALICE.email not in listed


def test_the_last_accepted_mail_of_each_member_can_be_looked_up(client, session, server):
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    mailer(server.url)
    sign_in(client, SECRETARY)

    found = client.get("/notify/deliveries/members?q=alice").text
    nobody = client.get("/notify/deliveries/members?q=%25_nobody").text

    assert ALICE.email in found
    assert BOB.email not in found
    assert "Nobody by that name" in nobody


def test_an_address_on_hold_is_tried_again_with_one_click(client, session, server):
    _refuse(session, server)
    sign_in(client, SECRETARY)
    assert "no such mailbox" in client.get("/notify/deliveries/members?show=held").text

    client.post(f"/notify/deliveries/members/{ALICE.account_id}/address")

    session.rollback()
    assert not is_suppressed(session, ALICE.email)


def test_a_member_who_does_not_exist_is_404(client, session):
    sign_in(client, SECRETARY)

    path = "/notify/deliveries/members/0190a0e2-0000-7000-8000-000000000001/address"

    assert client.post(path).status_code == 404


def test_domains_with_trouble_come_first(client, session, server):
    members(session)
    for topic in (20, 21):
        happen(session, reply((ALICE, "mentioned"), topic=topic))
    mailer(server.url)
    _bounce_newest(session)
    sign_in(client, SECRETARY)

    page = client.get("/notify/deliveries").text

    row = page.partition("<bdi>example.org</bdi></th>")[2].partition("</tr>")[0]
    assert row == "<td>2</td><td>0</td><td>1</td><td>0</td><td>0</td>"


def _bounce_newest(session):
    settings = settings_for(SERVICE)
    newest = session.scalars(select(Mail).order_by(Mail.created_at.desc())).first()
    report = Bounce(kind="hard", address=ALICE.email, status="5.1.1", diagnostic="gone")
    to = envelope_sender(settings, newest.id)
    note_bounce(session, report, recipients=(to,), settings=settings, now=clock.now())
    session.commit()


def test_what_was_not_sent_stands_with_its_reason(client, session, mailbox):
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    happen(session, read_up_to(2))
    mailer(mailbox.url)
    sign_in(client, SECRETARY)

    assert "Read on the site before the mail went out" in client.get("/notify/deliveries").text
    assert "Read on the site before the mail went out" in client.get("/notify/deliveries/mails").text


def test_what_was_rejected_on_the_way_in_stands_there(client, session):
    row = IncomingMail(
        way="lmtp",
        message_id="<1@x.example>",
        recipient="cooperation@corridor.example",
        received_at=clock.now(),
        size=10,
        state="refused",
        reason="auto_reply",
        due_at=clock.now(),
    )
    session.add(row)
    session.commit()
    sign_in(client, SECRETARY)

    page = client.get("/notify/deliveries").text

    assert "An automatic answer" in page


def test_a_queue_that_stands_still_is_pointed_out(client, session):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        happen(session, reply((ALICE, "mentioned")))
        clock.shift(timedelta(hours=1))
        sign_in(client, SECRETARY)

        assert "Mails have been waiting for long." in client.get("/notify/deliveries").text
