"""The pages on mail that came in, and the way by which a demonstration is answered."""

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest
from sqlalchemy import select

from corridor import clock
from corridor.testing import ALICE, BOB, MOD, SECRETARY, client_for, sign_in
from notify_service.channels.email.models import Mail
from notify_service.inbound.demo import seed_incoming
from notify_service.inbound.models import IncomingMail, SenderAddress
from notify_service.inbound.tokens import confirm_url
from notify_service.service import SERVICE
from tests.notify_service.inbound.mails import (
    arrive,
    decide,
    forum,
    know_forum,
    look,
    mail,
    reply_to,
    settings,
    write,
)
from tests.notify_service.world import happen, mailer, members, reply

HOME = "Alice <alice@home.example>"


@pytest.fixture(autouse=True)
def world(session):
    """Alice, bob and charlie are known, and a forum."""
    members(session)
    know_forum(session)


def test_only_the_secretariat_sees_what_came_in(client) -> None:
    sign_in(client, MOD)

    assert client.get("/notify/incoming").status_code == 403


def test_an_empty_list_says_what_it_is_for(client) -> None:
    sign_in(client, SECRETARY)

    assert "Mails appear here as soon as" in client.get("/notify/incoming").text


def test_a_held_mail_stands_with_its_reason_and_is_posted_by_one_click(client, session) -> None:
    sign_in(client, SECRETARY)
    held = write(session, reply_to(), From=HOME)

    listed = client.get("/notify/incoming?state=held&reason=other_address&q=home.example").text
    client.post(f"/notify/incoming/{held.id}/posting")

    assert "It came from an address that is not the one of your account." in listed
    assert look(session, held.id).state == "handed"
    assert look(session, held.id).decided_by == SECRETARY.account_id


def test_a_held_mail_is_dropped_by_one_click(client, session) -> None:
    sign_in(client, SECRETARY)
    held = write(session, reply_to(), From=HOME)

    client.post(f"/notify/incoming/{held.id}/dropping")

    assert look(session, held.id).state == "dropped"
    assert client.post(f"/notify/incoming/{held.id}/dropping").status_code == 409


def test_staff_see_what_was_taken_off(client, session) -> None:
    sign_in(client, SECRETARY)
    row = write(session, reply_to())

    page = client.get(f"/notify/incoming/{row.id}").text

    assert "The maps of 2024 cover all of it." in page
    assert "Which wetlands have been mapped?" in page


def test_a_mail_as_it_came_can_do_nothing(client, session) -> None:
    sign_in(client, SECRETARY)
    row = write(session, reply_to(), "<script>alert(1)</script>")

    shown = client.get(f"/notify/incoming/{row.id}/raw")

    assert shown.content_type.startswith("text/plain")
    assert "sandbox" in shown.headers["Content-Security-Policy"]


def test_nobody_reads_a_private_answer(client, session) -> None:
    sign_in(client, SECRETARY)
    row = write(session, reply_to(private=True))

    assert "The maps of 2024" not in client.get(f"/notify/incoming/{row.id}").text
    assert client.get(f"/notify/incoming/{row.id}/raw").status_code == 404


@pytest.mark.parametrize("odd", ["state=x", "reason=x", "q=%25", "after=x", "state=held&reason=x"])
def test_odd_questions_get_a_list(client, odd) -> None:
    sign_in(client, SECRETARY)

    assert client.get(f"/notify/incoming?{odd}").status_code == 200


def test_what_is_not_there_is_not_found(client) -> None:
    sign_in(client, SECRETARY)
    nothing = "/notify/incoming/0190a0e2-0000-7000-8000-000000000001"

    assert client.get(nothing).status_code == 404
    assert client.post(f"{nothing}/posting").status_code == 404
    assert client.get("/notify/incoming/confirm/abc").status_code == 404


def test_looking_at_the_question_answers_nothing(client, session) -> None:
    held = write(session, reply_to(), From=HOME)

    page = client.get(confirm_url(settings(), held.id)).text

    assert "It is mine: post it" in page
    assert look(session, held.id).state == "held"


def test_a_yes_posts_the_mail_and_may_remember_the_address(client, session) -> None:
    held = write(session, reply_to(), From=HOME)

    client.post(confirm_url(settings(), held.id), data={"choice": "remember"})

    assert look(session, held.id).state == "handed"
    assert session.scalar(select(SenderAddress.address)) == "alice@home.example"


def test_a_no_drops_it(client, session) -> None:
    held = write(session, reply_to(), From=HOME)

    client.post(confirm_url(settings(), held.id), data={"choice": "drop"})

    assert (look(session, held.id).state, look(session, held.id).reason) == ("dropped", "sender")


def test_members_see_their_own_mails_and_answer_for_them(client, session) -> None:
    sign_in(client, ALICE)
    held = write(session, reply_to(), From=HOME)

    page = client.get("/notify/by-mail").text
    client.post(f"/notify/by-mail/{held.id}", data={"choice": "post"})

    assert forum() in page
    assert "alice@home.example" in page
    assert look(session, held.id).state == "handed"


def test_nobody_answers_for_the_mail_of_another(client, session) -> None:
    sign_in(client, BOB)
    held = write(session, reply_to(), From=HOME)

    assert client.post(f"/notify/by-mail/{held.id}", data={"choice": "post"}).status_code == 404


def test_the_guide_is_for_everybody(client) -> None:
    assert "WATCH" in client.get("/notify/by-mail").text


def test_services_fetch_the_files_of_a_mail(client, session) -> None:
    message = BytesParser(policy=policy.SMTP).parsebytes(mail(reply_to()))
    assert isinstance(message, EmailMessage)
    message.add_attachment(b"a,b\n", maintype="text", subtype="csv", filename="maps.csv")
    found = arrive(session, message.as_bytes(), reply_to())
    decide()
    path = f"/notify/internal/incoming/{found}/files"
    secret = {"Authorization": f"Bearer {settings().internal_secret}"}

    assert client.get(f"{path}/0", headers=secret).data == b"a,b\n"
    assert client.get(f"{path}/1", headers=secret).status_code == 404
    assert client.get(f"{path}/0").status_code == 404


def test_a_mail_of_the_demonstration_is_answered_where_it_is_shown(client, session) -> None:
    happen(session, reply((ALICE, "mentioned")))
    mailer(None)
    mail_id = session.scalar(select(Mail.id))
    page = client.get(f"/dev/mail/{mail_id}").text
    (to,) = re.findall(r'<option value="(reply\+[^"]+)"', page)[:1]

    client.post(
        f"/dev/mail/{mail_id}/answer", data={"to": to, "sender": ALICE.email, "text": "Yes, all of it."}
    )
    decide()

    row = session.scalars(select(IncomingMail)).one()
    assert (row.state, row.act, row.topic_id, row.own) == ("handed", "reply", 12, "Yes, all of it.")


def test_a_mail_to_a_forum_can_be_written_in_a_demonstration(client, session) -> None:
    values = {"to": forum(), "sender": ALICE.email, "subject": "Maps", "text": "Who has them?"}

    client.post("/dev/mail/write", data=values)
    decide()

    row = session.scalars(select(IncomingMail)).one()
    assert (row.state, row.act, row.forum_slug) == ("handed", "topic", "cooperation")


def test_what_is_typed_wrongly_stays_typed(client) -> None:
    answer = client.post("/dev/mail/write", data={"to": "nobody", "sender": ALICE.email, "text": "Hello all"})

    assert answer.status_code == 422
    assert "Hello all" in answer.text


def test_in_production_nobody_writes_as_somebody_else() -> None:
    production = settings(production=True, base_url="https://corridor.example")

    rules = {rule.rule for rule in SERVICE.create_app(production).url_map.iter_rules()}

    assert not any(rule.startswith("/dev/") for rule in rules)
    assert client_for(SERVICE).get("/dev/mail/write").status_code == 200


def test_the_demo_world_shows_mails_of_each_kind(client, session) -> None:
    sign_in(client, SECRETARY)
    for _time in range(2):
        seed_incoming(session, settings(), now=clock.now())
        session.commit()

    page = client.get("/notify/incoming").text

    assert page.count("Qui a cartographié les mares temporaires du delta") == 1
    assert "An automatic answer" in page
