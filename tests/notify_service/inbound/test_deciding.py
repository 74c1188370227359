"""From a mail's arrival to what is told to the forum."""

import json
from datetime import timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

import pytest
from sqlalchemy import select, update

from corridor import clock
from corridor.db import transaction
from corridor.messaging.tables import outbox
from corridor.testing import ALICE, BOB, CHARLIE, DATABASES
from notify_service.inbound import deciding
from notify_service.inbound.actions import release
from notify_service.inbound.addresses import confirm_address
from notify_service.inbound.forgetting import forget_incoming
from notify_service.inbound.models import IncomingMail
from notify_service.inbound.queries import get_incoming
from notify_service.members.models import Member
from notify_service.preferences.models import Choice, TopicChoice
from notify_service.preferences.queries import wishes_of
from notify_service.service import SERVICE
from tests.notify_service.inbound.mails import (
    FORUM,
    answers,
    arrive,
    command,
    decide,
    forum,
    know_forum,
    look,
    mail,
    reply_to,
    settings,
    write,
)
from tests.notify_service.world import members


@pytest.fixture(autouse=True)
def world(session):
    """Alice, bob and charlie are known, and a forum."""
    members(session)
    know_forum(session)


def told(session: Any, kind: str = "notify.mail_received.v1") -> list[dict[str, Any]]:
    """The events of a kind that wait in the outbox."""
    session.rollback()
    rows = session.scalars(select(outbox.c.body).where(outbox.c.type == kind).order_by(outbox.c.recorded_at))
    return [row["data"] if isinstance(row, dict) else _data(row) for row in rows]


def _data(body: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(body)["data"]
    return found


def test_a_reply_reaches_the_forum_without_what_it_quotes(session) -> None:
    row = write(session, reply_to(number=3))

    (event,) = told(session)
    assert row.state == "handed"
    assert event["text"] == "The maps of 2024 cover all of it."
    assert (event["act"], event["topic_id"], event["post_number"]) == ("reply", 12, 3)
    assert event["account_id"] == str(ALICE.account_id)
    assert "Which wetlands" in row.cut


def test_a_private_answer_is_one(session) -> None:
    write(session, reply_to(private=True))

    assert told(session)[0]["act"] == "private"


def test_files_travel_by_their_address(session) -> None:
    message = BytesParser(policy=policy.SMTP).parsebytes(mail(reply_to()))
    assert isinstance(message, EmailMessage)
    message.add_attachment(b"a,b\n", maintype="text", subtype="csv", filename="maps.csv")
    found = arrive(session, message.as_bytes(), reply_to())
    decide()

    (file,) = told(session)[0]["files"]
    assert (file["name"], file["size"]) == ("maps.csv", 4)
    assert file["url"].endswith(f"/notify/internal/incoming/{found}/files/0")


def test_another_address_is_asked_about_and_nothing_is_posted(session) -> None:
    row = write(session, reply_to(), From="Alice <alice@home.example>")

    (question,) = answers(session)
    assert (row.state, row.reason) == ("held", "other_address")
    assert told(session) == []
    assert question.address == ALICE.email
    assert question.words["reply_to"] == confirm_address(settings(), row.id)


def test_a_confirmation_lets_the_held_mail_through(session) -> None:
    held = write(session, reply_to(), From="Alice <alice@home.example>")

    answer = write(session, confirm_address(settings(), held.id), "CONFIRM")

    assert (answer.state, answer.reason) == ("done", "confirmation")
    assert look(session, held.id).state == "handed"
    assert told(session)[0]["text"] == "The maps of 2024 cover all of it."


def test_only_a_plain_yes_is_a_confirmation(session) -> None:
    held = write(session, reply_to(), From="Alice <alice@home.example>")

    answer = write(session, confirm_address(settings(), held.id), "I did not write this, who was it?")

    assert (answer.state, answer.reason) == ("refused", "unclear")
    assert look(session, held.id).state == "held"


def test_nobody_confirms_for_somebody_else(session) -> None:
    held = write(session, reply_to(), From="Alice <alice@home.example>")

    answer = write(session, confirm_address(settings(), held.id), "CONFIRM", From="x <alice@home.example>")

    assert (answer.state, answer.reason) == ("dropped", "not_theirs")
    assert told(session) == []


def test_what_our_server_found_forged_is_asked_about(session) -> None:
    raw = mail(reply_to(), Authentication_Results="mx.house.example; dmarc=fail header.from=example.org")
    found = arrive(session, raw, reply_to())

    decide(mail_trusted_hosts="mx.house.example")

    row = look(session, found)
    assert (row.state, row.reason, row.authentication) == ("held", "not_proven", "dmarc=fail")


def test_a_topic_is_opened_by_who_is_proven(session) -> None:
    proof = "mx.house.example; dmarc=pass header.from=example.org"
    raw = mail(
        forum(), "Who has maps of the delta?", Subject="Maps of the delta", Authentication_Results=proof
    )
    arrive(session, raw, forum())

    decide(mail_trusted_hosts="mx.house.example")

    (event,) = told(session)
    assert (event["act"], event["forum_slug"], event["title"]) == ("topic", FORUM, "Maps of the delta")


def test_a_topic_of_who_is_not_proven_waits_for_a_yes(session) -> None:
    row = write(session, forum(), "Who has maps of the delta?", Subject="Maps of the delta")

    assert (row.state, row.reason, row.account_id) == ("held", "not_proven", ALICE.account_id)


def test_a_stranger_is_refused_in_their_language_once_a_day(session) -> None:
    for _time in range(3):
        row = write(
            session, forum(), "Bonjour, merci de nous envoyer les cartes", From="Zoé <zoe@example.fr>"
        )

    (refusal,) = answers(session)
    assert (row.state, row.reason) == ("refused", "unknown_sender")
    assert (refusal.address, refusal.words["language"]) == ("zoe@example.fr", "fr")
    assert "les cartes" in refusal.words["text"]


def test_a_suspended_account_posts_nothing(session) -> None:
    with transaction(DATABASES.sessions(SERVICE)) as work:
        work.get_one(Member, ALICE.account_id).active = False

    row = write(session, reply_to())

    assert (row.state, row.reason) == ("refused", "closed_account")


def test_a_broken_address_is_told_to_a_member(session) -> None:
    broken = reply_to().replace("reply+a", "reply+b")

    row = write(session, broken)

    assert (row.state, row.reason) == ("refused", "no_such_address")
    assert len(answers(session)) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Subject": "Automatic reply: Which wetlands have been mapped?"},
        {"Subject": "Réponse automatique : absente", "X_Auto_Response_Suppress": "All"},
    ],
)
def test_robots_are_neither_posted_nor_answered(session, headers) -> None:
    row = write(session, reply_to(), "I am out of the office until Monday.", **headers)

    assert row.state == "dropped"
    assert (told(session), answers(session)) == ([], [])


def test_the_null_sender_gets_no_answer(session) -> None:
    arrive(session, mail(reply_to(), "> only a quotation"), reply_to(), return_path="")
    decide()

    assert answers(session) == []


def test_a_reply_without_own_words_is_refused_with_a_reason(session) -> None:
    row = write(session, reply_to(), "On Mon, 23 Nov 2026 at 12:00, Bob wrote:\n> Which wetlands?\n")

    assert (row.state, row.reason) == ("refused", "empty")
    assert answers(session)[0].address == ALICE.email


def test_a_command_in_a_reply_mutes_the_topic(session) -> None:
    row = write(session, reply_to(), "mute")

    choice = session.scalars(select(TopicChoice)).one()
    assert (row.state, row.act) == ("done", "mute")
    assert (choice.account_id, choice.group_key) == (ALICE.account_id, "topic/12")
    assert told(session)[0]["act"] == "mute"


def test_thanks_go_to_the_forum_and_are_no_post(session) -> None:
    write(session, reply_to(number=3), "+1")

    (event,) = told(session)
    assert (event["act"], event["text"], event["post_number"]) == ("thanks", "", 3)


def test_leaving_the_digest_by_mail_needs_nothing_but_the_address(session) -> None:
    row = write(session, command("unsubscribe", kind="digest"), " ", From="Robot <robot@provider.example>")

    assert row.state == "done"
    assert wishes_of(session, ALICE.account_id).rhythm == "never"


def test_leaving_a_kind_of_mails_leaves_the_others(session) -> None:
    write(session, command("unsubscribe", kind="mention"), " ")

    choices = session.execute(select(Choice.kind, Choice.channel)).all()
    assert [tuple(choice) for choice in choices] == [("mention", "site")]


def test_help_is_sent(session) -> None:
    write(session, reply_to(), "help")

    assert answers(session)[0].words["what"] == "help"


def test_who_writes_very_often_waits_for_a_person(session) -> None:
    for _time in range(31):
        found = arrive(session, mail(reply_to()), reply_to())
    decide()

    assert look(session, found).reason == "too_many"


def test_one_broken_mail_does_not_hold_up_the_others(session, monkeypatch) -> None:
    first = arrive(session, mail(reply_to()), reply_to())
    second = arrive(session, mail(reply_to(BOB), From=f"Bob <{BOB.email}>"), reply_to(BOB))
    real = deciding.understand

    def understand(row):
        if row.id == first:
            raise RuntimeError("broken")
        return real(row)

    monkeypatch.setattr(deciding, "understand", understand)
    decide()

    assert look(session, first).state == "new"
    assert look(session, first).attempts == 1
    assert look(session, second).state == "handed"


def test_a_confirmed_further_address_is_one_of_theirs(session) -> None:
    held = write(session, reply_to(CHARLIE), From="Charlie <charlie@home.example>")
    with transaction(DATABASES.sessions(SERVICE)) as work:
        mine = get_incoming(work, held.id)
        release(work, mine, settings(), by=CHARLIE.account_id, now=held.received_at, remember=True)

    again = write(session, reply_to(CHARLIE), From="Charlie <charlie@home.example>")

    assert again.state == "handed"


def test_an_answer_that_also_goes_to_the_forum_is_one_post(session) -> None:
    raw = mail(reply_to(), Cc=forum())
    first, second = arrive(session, raw, reply_to()), arrive(session, raw, forum(), way="site")
    decide()

    assert look(session, first).state == "handed"
    assert (look(session, second).state, look(session, second).reason) == ("dropped", "twice")
    assert len(told(session)) == 1


def test_who_is_only_named_as_the_sender_gets_no_mail(session) -> None:
    raw = mail(forum(), "Buy now", From="x <victim@example.net>")
    found = arrive(session, raw, forum())

    decide(mail_trusted_hosts="mx.house.example")

    assert look(session, found).reason == "unknown_sender"
    assert answers(session) == []


def test_old_mails_are_forgotten_and_what_was_held_is_dropped(session) -> None:
    held = write(session, reply_to(), From="Alice <alice@home.example>")
    with transaction(DATABASES.sessions(SERVICE)) as work:
        work.execute(update(IncomingMail).values(received_at=clock.now() - timedelta(days=15)))

    forget_incoming(DATABASES.sessions(SERVICE), settings())

    row = look(session, held.id)
    assert (row.raw, row.own, row.state, row.reason) == (None, "", "dropped", "expired")
