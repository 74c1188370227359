"""Posts are mailed in the language of who reads them, once somebody has translated them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from corridor import clock
from corridor.events.forum import PostTranslated
from corridor.ids import uuid7
from corridor.messaging.event import Meta, Transient
from corridor.testing import ALICE, BOB
from notify_service.inbox.actions import OVERTAKES
from notify_service.inbox.models import Notice
from notify_service.service import SERVICE
from tests.notify_service.world import happen, mailer, members, reply

FRENCH = replace(ALICE, ui_language="fr")


def _translated(**changes) -> PostTranslated:
    fields = {
        "topic_id": 12,
        "post_id": 1202,
        "url": "http://localhost/forum/t/wetlands/12/2",
        "original_url": "http://localhost/forum/posts/1202/original",
        "language": "fr",
        "html": "<p>Les <em>cartes de 2024</em> couvrent tout.</p>",
        "translator_name": "Jean",
    }
    return PostTranslated(**fields | changes)


def _mail(session, mailbox, *events):
    members(session, FRENCH, BOB)
    happen(session, reply((ALICE, "mentioned")))
    for event in events:
        happen(session, event)
    mailer(mailbox.url)
    (mail,) = mailbox.to(ALICE.email)
    return mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()


def _hear(session, event, *, age):
    meta = Meta(id=uuid7(), time=clock.now() - age, source="test", subject=event.subject)
    SERVICE.handlers[PostTranslated](session, event, meta)
    session.commit()


def test_a_translation_is_mailed_with_its_origin_and_the_way_to_the_original(session, mailbox):
    plain, html = _mail(session, mailbox, _translated())

    assert "couvrent tout" in plain
    assert "the maps of 2024" not in plain
    assert "<em>cartes de 2024</em>" in html
    assert "Jean" in plain
    assert "http://localhost/forum/posts/1202/original" in plain
    assert "http://localhost/forum/posts/1202/original" in html


@pytest.mark.parametrize(
    "events",
    [
        (_translated(language="es"),),
        (_translated(), _translated(html="", removed=True)),
    ],
)
def test_else_the_original_is_mailed(events, session, mailbox):
    plain, _html = _mail(session, mailbox, *events)

    assert "the maps of 2024" in plain
    assert "couvrent" not in plain


def test_a_translation_that_overtakes_its_post_waits_for_it(session, mailbox):
    with pytest.raises(Transient):
        happen(session, _translated())
    session.rollback()

    plain, _html = _mail(session, mailbox, _translated())

    assert "couvrent tout" in plain


def test_of_a_post_that_nobody_is_told_a_translation_does_not_wait_for_ever(session):
    _hear(session, _translated(), age=OVERTAKES)

    assert session.scalar(select(Notice)) is None


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (_translated(html="<p>Tout est couvert.</p>"), "Tout est couvert."),
        (_translated(html="", removed=True), "the maps of 2024"),
    ],
)
def test_of_two_the_later_one_holds_whichever_arrives_first(later, expected, session, mailbox):
    members(session, FRENCH, BOB)
    happen(session, reply((ALICE, "mentioned")))
    for event, age in ((later, 0), (_translated(), 5)):
        _hear(session, event, age=timedelta(seconds=age))
    mailer(mailbox.url)

    (mail,) = mailbox.to(ALICE.email)
    assert expected in mail.get_body(("plain",)).get_content()
