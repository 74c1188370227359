"""One topic in two forums: whoever reads either of them reads it."""

import json
import re

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from corridor.messaging.tables import outbox
from corridor.testing import ALICE, MOD, persona
from corridor.testing.browser import Browser
from forum_service.topics.models import Topic
from forum_service.urls import board_url
from tests.forum_service.conftest import As, Open

EVE = persona("eve", "expert")
SHARE = "/forum/t/1/second-forum"
KNOWLEDGE = {"forum": "knowledge"}


def _text(answer) -> str:
    return answer.get_data(as_text=True)


@pytest.fixture
def in_both(open_topic: Open, alice: Browser) -> str:
    """A topic of the group's own forum, shown in that on knowledge too."""
    path = open_topic("Advice on centres", "iag", raw="Our advice on barcoding")
    assert alice.post(SHARE, data=KNOWLEDGE).status_code == 303
    return path


def test_whoever_reads_the_second_forum_reads_the_topic(in_both: str, as_: As) -> None:
    eve = as_(EVE)

    page = _text(eve.get(in_both))
    assert "Our advice on barcoding" in page
    assert "/forum/f/iag" not in page
    for place in ("/forum", "/forum/f/knowledge", "/forum/search?q=barcoding"):
        assert "Advice on centres" in _text(eve.get(place)), place
    assert eve.get("/forum/f/iag").status_code == 404
    assert eve.post("/forum/t/1/replies", data={"raw": "Thank you"}).status_code == 303


def test_a_forum_that_one_does_not_read_is_named_nowhere(in_both: str, as_: As, bob: Browser) -> None:
    eve, topic = as_(EVE), in_both.rsplit("/", 1)[0]
    eve.post("/forum/t/1/replies", data={"raw": "Thank you"})
    bob.post("/forum/t/1/replies", data={"raw": "Agreed"})

    for place in (
        *("/forum", "/forum/f/knowledge", "/forum/search?q=barcoding", "/forum/whats-new", "/forum/mine"),
        *(f"{topic}/reply", "/forum/posts/2/edit", "/forum/posts/1/revisions", "/forum/members/alice"),
        *("/forum/suggestions?kind=topics&q=Advice", "/forum/similar?title=Advice+on+centres"),
    ):
        answer = eve.get(place)
        assert answer.status_code == 200, place
        page = _text(answer)
        assert "Advice on centres" in page, place
        assert "/forum/f/iag" not in page, place
        assert not re.search(r">\s*(TSC-IAG|Forum for TSC-IAG Members)\s*<|\"TSC-IAG\"", page), place


def test_the_path_above_a_private_topic_leads_nowhere_it_cannot(private_topic: str, alice: Browser) -> None:
    alice.post("/forum/t/1/replies", data={"raw": "Among us"})

    for place in (private_topic, f"{private_topic}/reply", "/forum/posts/1/edit", "/forum/posts/1/revisions"):
        crumbs = _text(alice.get(place)).partition('class="breadcrumb')[2].partition("</nav>")[0]
        assert "Our case" in crumbs, place
        assert "/forum/f/" not in crumbs, place


def test_both_forums_list_it_once(in_both: str, bob: Browser) -> None:
    for forum in ("iag", "knowledge"):
        assert _text(bob.get(f"/forum/f/{forum}")).count(">Advice on centres</a>") == 1
    page = _text(bob.get(in_both))
    assert "/forum/f/iag" in page
    assert "/forum/f/knowledge" in page


def test_moved_into_its_second_forum_it_is_still_listed_once(
    in_both: str, bob: Browser, session: Session
) -> None:
    session.execute(text("UPDATE topics SET board_id = second_board_id"))
    session.commit()

    assert _text(bob.get("/forum/f/knowledge")).count(">Advice on centres</a>") == 1


def test_taken_back_it_is_closed_again(in_both: str, alice: Browser, as_: As) -> None:
    eve = as_(EVE)
    assert eve.get(in_both).status_code == 200

    alice.post(SHARE, data={"forum": ""})

    assert eve.get(in_both).status_code == 404
    assert eve.get("/forum/posts/1/more").status_code == 404
    for place in ("/forum", "/forum/f/knowledge", "/forum/search?q=barcoding"):
        assert "Advice on centres" not in _text(eve.get(place)), place


@pytest.mark.parametrize("change", [{"hidden": True}, {"audience": [MOD.account_id]}])
def test_what_is_hidden_or_private_stays_so(change: dict, in_both: str, as_: As, session: Session) -> None:
    session.query(Topic).update(change)
    session.commit()
    eve = as_(EVE)

    assert eve.get(in_both).status_code == 404
    assert "Advice on centres" not in _text(eve.get("/forum/f/knowledge"))


def test_the_author_and_moderators_share_and_nobody_else(open_topic: Open, bob: Browser, as_: As) -> None:
    open_topic("Advice on centres", "iag")

    assert bob.get(SHARE).status_code == 403
    assert bob.post(SHARE, data=KNOWLEDGE).status_code == 403
    assert as_(EVE).post(SHARE, data=KNOWLEDGE).status_code == 404
    assert as_(MOD).post(SHARE, data=KNOWLEDGE).status_code == 303


@pytest.mark.parametrize("forum", ["cases", "iag", "none", "x" * 100])
def test_only_into_a_forum_where_one_opens_topics(
    forum: str, open_topic: Open, alice: Browser, session: Session
) -> None:
    open_topic("Advice on centres", "iag")

    assert alice.post(SHARE, data={"forum": forum}).status_code == 422
    assert session.scalars(select(Topic.second_board_id)).one() is None


def test_a_private_topic_is_not_shared(private_topic: str, alice: Browser) -> None:
    assert alice.post(SHARE, data=KNOWLEDGE).status_code == 409


def test_readers_of_the_second_forum_can_be_named(
    in_both: str, alice: Browser, know, session: Session
) -> None:
    know(EVE)

    alice.post("/forum/t/1/replies", data={"raw": "What do you think, @eve?"})

    bodies = session.scalars(select(outbox.c.body).where(outbox.c.type == "forum.reply_posted.v1")).all()
    told = [one for body in bodies for one in json.loads(body)["data"]["recipients"]]
    assert {"account_id": str(EVE.account_id), "reason": "mentioned"} in told


def test_the_author_does_not_show_words_of_others_to_all(
    open_topic: Open, alice: Browser, bob: Browser, as_: As
) -> None:
    open_topic("Advice on centres", "iag")
    bob.post("/forum/t/1/replies", data={"raw": "Among us"})

    assert alice.post(SHARE, data=KNOWLEDGE).status_code == 403
    assert as_(MOD).post(SHARE, data=KNOWLEDGE).status_code == 303


def test_mails_name_the_forum_that_their_reader_reads(
    in_both: str, alice: Browser, as_: As, session: Session
) -> None:
    as_(EVE).post("/forum/t/1/tracking", data={"level": "3"})

    alice.post("/forum/t/1/replies", data={"raw": "More to come"})
    as_(EVE).post("/forum/t/1/replies", data={"raw": "Thank you"})

    bodies = session.scalars(select(outbox.c.body).where(outbox.c.type == "forum.reply_posted.v1")).all()
    events = [json.loads(body)["data"] for body in bodies]
    told = {
        (event["post_number"], one["account_id"]): (event["forum_slug"], event["forum_name"])
        for event in events
        for one in event["recipients"]
    }
    assert told[2, str(EVE.account_id)][0] == "knowledge"
    assert told[3, str(ALICE.account_id)][0] == "iag"
    assert [event["chunk"] for event in events if event["post_number"] == 2].count(1) == 1


def test_whoever_watches_the_second_forum_hears_of_it(
    in_both: str, alice: Browser, as_: As, session: Session
) -> None:
    as_(EVE).post("/forum/f/knowledge/tracking", data={"level": "3"})

    alice.post("/forum/t/1/replies", data={"raw": "More to come"})

    bodies = session.scalars(select(outbox.c.body).where(outbox.c.type == "forum.reply_posted.v1")).all()
    told = [one for body in bodies for one in json.loads(body)["data"]["recipients"]]
    assert {"account_id": str(EVE.account_id), "reason": "watching"} in told


def test_groups_and_people_of_the_second_forum_are_offered_and_named(
    in_both: str, alice: Browser, know, session: Session
) -> None:
    know(EVE)
    session.execute(
        text("INSERT INTO groups (slug, name, writable, active) VALUES ('reef', 'Reef', true, true)")
    )
    session.execute(text("UPDATE members SET roles = roles || '{group:reef}' WHERE handle = 'eve'"))
    session.commit()

    offered = alice.get("/forum/suggestions?q=ev&key=reply/1").get_json()["items"]
    alice.post("/forum/t/1/replies", data={"raw": "What do you think, @reef?"})

    assert [one["text"] for one in offered] == ["@eve "]
    bodies = session.scalars(select(outbox.c.body).where(outbox.c.type == "forum.reply_posted.v1")).all()
    told = [one for body in bodies for one in json.loads(body)["data"]["recipients"]]
    assert {"account_id": str(EVE.account_id), "reason": "mentioned"} in told


def test_the_address_of_a_forum_can_stand_in_a_mail() -> None:
    assert board_url("forêts") == "/forum/f/for%C3%AAts"
