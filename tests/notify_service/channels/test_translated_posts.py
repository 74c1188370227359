"""Posts are mailed in the language of who reads them, once somebody has translated them."""

from dataclasses import replace

import pytest

from corridor.events.forum import PostTranslated
from corridor.testing import ALICE, BOB
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
        (_translated(url="http://localhost/forum/t/wetlands/12/3"),),
        (_translated(), _translated(html="", removed=True)),
    ],
)
def test_else_the_original_is_mailed(events, session, mailbox):
    plain, _html = _mail(session, mailbox, *events)

    assert "the maps of 2024" in plain
    assert "couvrent" not in plain
