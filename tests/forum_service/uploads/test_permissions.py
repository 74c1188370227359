"""Each way to a file, for everybody: what refers to it decides, on every way alike."""

import io

import pytest
from sqlalchemy import insert, select

from corridor import clock
from corridor.testing import ALICE, BOB, CHARLIE, MOD, SECRETARY, add_member, persona
from forum_service.approval.models import HeldPost
from forum_service.boards.models import Board
from forum_service.members.models import Member
from forum_service.sanctions.models import Sanction
from tests.forum_service.conftest import As
from tests.forum_service.uploads.samples import picture

EXPERT = persona("eve", "expert")
LOST = persona("frank", "iag_member")
SIGN_IN = 303
# Each way, and who comes through: a stranger, no role, lost roles, an expert outside of the forum, a member
# of it, the moderators, the secretariat.
READERS = (SIGN_IN, 404, 404, 404, 200, 200, 200)
WAYS = {
    "page": ("/forum/files/{id}", READERS),
    "bytes": ("/forum/files/{id}/plot.png", READERS),
    "any name": ("/forum/files/{id}/other.txt", READERS),
    "small": ("/forum/files/{id}/320/plot.png", READERS),
    "larger": ("/forum/files/{id}/800/plot.png", READERS),
    "no such box": ("/forum/files/{id}/640/plot.png", (SIGN_IN, *[404] * 6)),
    "endless box": ("/forum/files/{id}/99999999999999999999/plot.png", (404,) * 7),
    "deletion": ("/forum/files/{id}/deletion", (SIGN_IN, 403, 403, 404, 403, 200, 200)),
}


@pytest.fixture
def everybody(client, as_: As, session) -> list:
    browsers = [client, as_(CHARLIE), as_(LOST), *(as_(who) for who in (EXPERT, BOB, MOD, SECRETARY))]
    # The token was given out before the roles were lost.
    add_member(session, Member, LOST).roles = []
    session.commit()
    return browsers


@pytest.fixture
def plot(alice) -> dict:
    form = {"file": (io.BytesIO(picture()), "plot.png")}
    told: dict = alice.post("/forum/uploads", data=form).get_json()
    return told


def answers(browsers, path: str) -> tuple[int, ...]:
    return tuple(browser.get(path, buffered=True).status_code for browser in browsers)


@pytest.mark.parametrize("way", WAYS)
def test_a_file_in_a_forum(way, everybody, open_topic, plot) -> None:
    open_topic("Plots", "iag", raw=plot["markdown"])
    path, expected = WAYS[way]

    assert answers(everybody, path.format(id=plot["id"])) == expected


@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_nothing_refers_to_is_its_owners(way, everybody, plot) -> None:
    path, expected = WAYS[way]
    seen = answers(everybody, path.format(id=plot["id"]))

    assert 200 not in seen
    assert len(seen) == len(expected)


def test_a_file_in_a_private_topic_is_its_audiences_staff_or_not(
    everybody, alice, private_topic, plot
) -> None:
    alice.post(f"/forum/t/{private_topic.rsplit('/', 1)[1]}/replies", data={"raw": plot["markdown"]})

    assert answers(everybody, plot["url"]) == (SIGN_IN, *[404] * 6)
    assert alice.get(plot["url"], buffered=True).status_code == 200


@pytest.mark.parametrize("way", ["page", "bytes", "small"])
def test_who_wrote_it_and_lost_the_roles_reads_it_no_more(way, as_: As, session, plot) -> None:
    frank = as_(LOST)
    mine = frank.post("/forum/uploads", data={"file": (io.BytesIO(picture()), "mine.png")}).get_json()
    path = WAYS[way][0].format(id=mine["id"])
    assert frank.get(path, buffered=True).status_code == 200

    add_member(session, Member, LOST).roles = []
    session.commit()

    assert frank.get(path, buffered=True).status_code == 404


@pytest.mark.parametrize("way", ["page", "bytes", "small", "deletion"])
def test_who_is_suspended_reads_no_file(way, app, as_: As, session, open_topic, plot) -> None:
    open_topic("Plots", "iag", raw=plot["markdown"])
    bob = as_(BOB)
    imposed = {"account_id": BOB.account_id, "imposed_by": MOD.account_id, "imposed_at": clock.now()}
    session.execute(insert(Sanction).values(kind="suspension", reason="x", **imposed))
    session.commit()
    app.extensions["suspended"].forget()

    answer = bob.get(WAYS[way][0].format(id=plot["id"]), buffered=True)
    app.extensions["suspended"].forget()

    assert answer.status_code == 403


def test_who_decides_on_a_post_that_waits_sees_its_files(everybody, session, plot) -> None:
    board_id = session.scalars(select(Board.id).where(Board.slug == "iag")).one()
    post = {"account_id": ALICE.account_id, "board_id": board_id, "title": "Plots", "language": "en"}
    session.execute(insert(HeldPost).values(raw=plot["markdown"], created_at=clock.now(), **post))
    session.commit()

    assert answers(everybody, plot["url"]) == (SIGN_IN, 404, 404, 404, 404, 200, 200)
