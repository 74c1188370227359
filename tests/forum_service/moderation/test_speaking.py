"""What is said without being a post: it passes no moderator, so who is looked at first does not say it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from corridor import clock
from corridor.testing import ALICE, BOB, MOD
from corridor.testing.browser import Browser
from forum_service.sanctions.models import Kind, Sanction
from tests.forum_service.conftest import Open

Impose = Callable[..., None]
SPANISH = {"language": "es", "raw": "¿Quién los ha probado?"}
POLL = {"question": "Which date suits you?", "options": "1 March\n2 March"}
BOTH = (Kind.SILENCE, Kind.APPROVAL)


@pytest.fixture
def impose(session: Session, know) -> Impose:
    """Put a member under a measure, from now on."""
    know(ALICE, BOB)

    def impose_(who, kind: Kind) -> None:
        facts = {"kind": kind, "reason": "Three warnings.", "imposed_by": MOD.account_id}
        session.add(Sanction(account_id=who.account_id, imposed_at=clock.now(), **facts))
        session.commit()

    return impose_


def _in_days(days: int) -> str:
    return f"{clock.now() + timedelta(days=days):%Y-%m-%dT12:00}"


@pytest.mark.parametrize("kind", BOTH)
def test_a_translation(kind: Kind, open_topic: Open, bob: Browser, impose: Impose) -> None:
    open_topic()
    impose(BOB, kind)

    assert bob.post("/forum/posts/1/translations", data=SPANISH).status_code == 403


@pytest.mark.parametrize("kind", BOTH)
def test_a_translation_by_the_machine(
    kind: Kind, app: Flask, open_topic: Open, bob: Browser, impose: Impose
) -> None:
    parts = app.extensions["corridor"]
    settings = replace(parts.settings, translator_url="http://127.0.0.1:1/translate", translator_name="Babel")
    app.extensions["corridor"] = replace(parts, settings=settings)
    open_topic()
    impose(BOB, kind)

    answer = bob.post("/forum/posts/1/translations/machine", data={"language": "es"})

    app.extensions["corridor"] = parts
    assert answer.status_code == 403


@pytest.mark.parametrize("kind", BOTH)
def test_a_poll(kind: Kind, open_topic: Open, alice: Browser, impose: Impose) -> None:
    open_topic()
    impose(ALICE, kind)

    assert alice.post("/forum/t/1/polls", data=POLL).status_code == 403


@pytest.mark.parametrize(("kind", "status"), [(Kind.SILENCE, 403), (Kind.APPROVAL, 303)])
def test_a_vote_is_no_text(
    kind: Kind, status: int, open_topic: Open, alice: Browser, bob: Browser, impose: Impose
) -> None:
    open_topic()
    alice.post("/forum/t/1/polls", data=POLL)
    impose(BOB, kind)

    assert bob.post("/forum/polls/1/votes", data={"option": "1"}).status_code == status


@pytest.mark.parametrize("kind", BOTH)
def test_a_call_and_its_outcome(kind: Kind, open_topic: Open, alice: Browser, impose: Impose) -> None:
    open_topic()
    call = {"title": "The indicator", "raw": "We use it.", "closes_at": _in_days(9)}
    path = alice.post("/forum/t/1/calls", data=call).headers["Location"]
    impose(ALICE, kind)

    assert alice.post("/forum/t/1/calls", data=call).status_code == 403
    assert alice.post(f"{path}/withdrawal", data={"reason": "Buy my boats"}).status_code == 403


def test_the_reason_of_a_voice(open_topic: Open, alice: Browser, bob: Browser, impose: Impose) -> None:
    open_topic()
    call = {"title": "The indicator", "raw": "We use it.", "closes_at": _in_days(9)}
    path = alice.post("/forum/t/1/calls", data=call).headers["Location"]
    impose(BOB, Kind.APPROVAL)

    worded = {"stance": "objection", "reason": "Too vague"}
    assert bob.post(f"{path}/voices", data=worded).status_code == 403
    assert bob.post(f"{path}/voices", data={"stance": "support"}).status_code == 303


@pytest.mark.parametrize("kind", BOTH)
def test_a_topic_shown_in_a_second_forum(
    kind: Kind, open_topic: Open, alice: Browser, impose: Impose
) -> None:
    open_topic()
    impose(ALICE, kind)

    assert alice.post("/forum/t/1/second-forum", data={"forum": "cooperation"}).status_code == 403
