"""Somebody left, or wants to see what is kept about them."""

import io
import json
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from corridor import clock
from corridor.events.account import AccountChanged, AccountLeft, DataRequested
from corridor.ids import uuid7
from corridor.messaging.event import Meta
from corridor.messaging.tables import outbox
from corridor.testing import ALICE, BOB
from corridor.testing.browser import Browser
from forum_service.consumers import HANDLERS
from forum_service.uploads.models import Upload
from tests.forum_service.conftest import Open


def hear(session: Session, event: AccountLeft | AccountChanged | DataRequested) -> None:
    meta = Meta(id=uuid7(), time=clock.now(), source="account", subject="test", sequence=99)
    HANDLERS[type(event)](session, event, meta)
    session.commit()


def leave(session: Session, posts: str) -> None:
    account_id = str(ALICE.account_id)
    nobody = AccountChanged(
        account_id=account_id,
        handle="",
        name="",
        email="",
        organisation="",
        country="",
        languages=[],
        ui_language="en",
        time_zone="UTC",
        roles=[],
        active=False,
    )
    hear(session, nobody)
    hear(session, AccountLeft(account_id=account_id, posts=posts))


@pytest.fixture
def talk(open_topic: Open, alice: Browser, bob: Browser) -> str:
    path = open_topic("Keys for beetles", raw="My zebrafish notes")
    bob.post(f"/forum/t/{path.split('/')[-2]}/replies", data={"raw": "Thanks for them"})
    alice.post("/forum/drafts", data={"_draft_key": "new", "raw": "half a thought"})
    return path.rsplit("/", 1)[0]


def test_posts_stay_under_a_former_member(session: Session, talk: str, bob: Browser) -> None:
    leave(session, "keep")

    page = bob.get(talk).text
    assert "My zebrafish notes" in page
    assert "A former member" in page
    assert "Alice" not in page
    assert not session.execute(text("SELECT 1 FROM drafts")).all()
    assert bob.get("/forum/members/alice").status_code == 404


def test_the_text_goes_where_that_was_wanted(session: Session, talk: str, bob: Browser) -> None:
    leave(session, "remove")

    page = bob.get(talk).text
    assert "zebrafish" not in page
    assert "Thanks for them" in page
    assert "Keys for beetles" not in bob.get("/forum/search?q=zebrafish").text


def test_what_waits_to_be_mailed_goes_too(session: Session, talk: str) -> None:
    leave(session, "remove")

    query = select(outbox.c.body).where(outbox.c.type == "forum.post_changed.v1")
    (told,) = [json.loads(body)["data"] for body in session.scalars(query)]
    assert (told["what"], told["post_number"], told["excerpt"]) == ("edited", 1, "—")
    assert talk


def test_files_go_with_the_text(session: Session, talk: str, alice: Browser, bob: Browser) -> None:
    sent = {"file": (io.BytesIO(b"zebrafish table\n"), "table.txt")}
    alice.post("/forum/uploads", data=sent, content_type="multipart/form-data")
    assert session.scalars(select(Upload)).one()

    leave(session, "remove")

    assert not session.scalars(select(Upload)).all()


def test_messages_are_left(session: Session, alice: Browser, bob: Browser) -> None:
    sent = alice.post("/forum/messages", data={"to": "bob", "title": "Between us", "raw": "Hello"})
    leave(session, "keep")

    number = sent.headers["Location"].split("/")[-2]
    assert "left" in bob.get(f"/forum/messages/{number}/people").text
    assert bob.get(sent.headers["Location"]).status_code == 200


def test_all_that_is_kept_is_told(session: Session, talk: str) -> None:
    request = DataRequested(request_id=str(uuid7()), account_id=str(ALICE.account_id))
    hear(session, request)

    query = select(outbox.c.body).where(outbox.c.type == "account.data_collected.v1")
    told = [json.loads(body)["data"] for body in session.scalars(query.order_by(outbox.c.position))]
    names = [one["name"] for one in told]
    assert {"posts", "topics", "drafts", "members", "topic_readers"} <= set(names)
    posts = next(one for one in told if one["name"] == "posts")["records"]
    assert [post["raw"] for post in posts] == ["My zebrafish notes"]
    assert (told[-1]["last"], told[-1]["chunk"]) == (True, len(told) - 1)
    assert not any("Thanks for them" in json.dumps(one) for one in told)


def test_of_a_stranger_nothing_is_told(session: Session, talk: str) -> None:
    hear(session, DataRequested(request_id=str(uuid7()), account_id=str(UUID(int=7))))

    query = select(outbox.c.body).where(outbox.c.type == "account.data_collected.v1")
    (only,) = session.scalars(query).all()
    assert json.loads(only)["data"]["records"] == []
    assert talk
    assert BOB.handle
