"""Forums, sub-forums and forums of announcements."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from corridor.errors import Invalid
from corridor.testing import persona
from corridor.testing.browser import Browser
from forum_service.boards.family import check_parts, check_readers
from forum_service.boards.models import Board
from tests.forum_service.conftest import As, Open

HEAD = persona("helen", "secretariat")


@pytest.fixture
def head(as_: As) -> Browser:
    return as_(HEAD)


def _open(head: Browser, name: str = "Centres of Africa", **fields: str) -> int:
    return head.post("/forum/boards", data={"name": name, **fields}).status_code


def test_readers_of_a_part_read_the_whole() -> None:
    check_readers(["expert"], ["member"])
    check_readers(["iag_member"], ["iag_member", "secretariat"])
    with pytest.raises(Invalid):
        check_readers(["member"], ["iag_member"])
    with pytest.raises(Invalid):
        check_parts([["expert"], ["member"]], ["expert"])


def test_a_sub_forum_stands_in_its_forum_with_crumbs(head: Browser, bob: Browser) -> None:
    assert _open(head, parent="cooperation") == 303

    page = bob.get("/forum/f/cooperation").get_data(as_text=True)
    assert "sub-forums" in page
    assert "/forum/f/centres-of-africa" in page
    inside = bob.get("/forum/f/centres-of-africa").get_data(as_text=True)
    assert inside.index('href="/forum/f/cooperation"') < inside.index("<h1")


def test_a_sub_forum_begins_with_the_readers_of_its_forum(head: Browser, as_: As, session: Session) -> None:
    _open(head, "Drafting group", parent="iag")

    assert as_(persona("eve", "expert")).get("/forum/f/drafting-group").status_code == 404
    assert session.scalars(select(Board).where(Board.slug == "drafting-group")).one().read_roles == [
        "iag_member",
        "secretariat",
        "moderator",
    ]


def test_a_sub_forum_is_not_opened_wider_than_its_forum(head: Browser) -> None:
    _open(head, "Drafting group", parent="iag")
    rights = {"read_roles": ["member"], "reply_roles": ["member"], "create_roles": ["member"]}

    answer = head.post("/forum/staff/rights/drafting-group", data=rights)

    assert answer.status_code == 422


def test_there_is_no_third_storey(head: Browser) -> None:
    _open(head, parent="cooperation")

    assert _open(head, "Deeper still", parent="centres-of-africa") == 409
    form = {"name": "Cooperation", "parent": "knowledge"}
    assert head.post("/forum/boards/cooperation", data=form).status_code == 409
    assert (
        head.post("/forum/boards/knowledge", data={"name": "K M", "parent": "knowledge"}).status_code == 422
    )


@pytest.mark.parametrize(
    ("kind", "opens", "answers"), [("announcements", False, True), ("news", False, False)]
)
def test_in_a_forum_of_announcements_staff_speak(
    head: Browser, bob: Browser, open_topic: Open, kind: str, opens: bool, answers: bool
) -> None:
    _open(head, "House news", kind=kind)
    form = {"title": "We are moving", "forum": "house-news", "raw": "On Monday"}

    assert (bob.post("/forum/topics", data=form).status_code == 303) is opens
    assert head.post("/forum/topics", data=form).status_code == 303
    reply = bob.post("/forum/t/1/replies", data={"raw": "Good luck"})
    assert (reply.status_code == 303) is answers


def test_forums_are_arranged_and_only_empty_ones_removed(head: Browser, open_topic: Open) -> None:
    _open(head)
    open_topic()

    form = {"name": "African centres", "position": "7", "colour": "clay"}
    assert head.post("/forum/boards/centres-of-africa", data=form).status_code == 303
    assert "African centres" in head.get("/forum/boards").get_data(as_text=True)
    assert head.post("/forum/boards/centres-of-africa/removal").status_code == 303
    assert head.post("/forum/boards/knowledge/removal").status_code == 409
    assert _open(head, "African centres") == 303
    assert _open(head, "African centres") == 409


@pytest.mark.parametrize(
    "written",
    [
        "UPDATE topics SET second_board_id = (SELECT max(id) FROM boards)",
        """INSERT INTO held_posts (account_id, board_id, title, raw, language, created_at, state, fields)
        SELECT author_id, (SELECT max(id) FROM boards), 'A title', 'Words', 'en', now(), 'waiting', '{}'
        FROM topics""",
        """INSERT INTO planned_posts (account_id, board_id, title, raw, language, created_at, post_at)
        SELECT author_id, (SELECT max(id) FROM boards), 'A title', 'Words', 'en', now(), now() FROM topics""",
    ],
)
def test_a_forum_with_what_waits_or_is_shown_in_it_is_not_removed(
    written: str, head: Browser, open_topic: Open, session: Session
) -> None:
    _open(head)
    open_topic()
    session.execute(text(written))
    session.commit()

    assert head.post("/forum/boards/centres-of-africa/removal").status_code == 409
