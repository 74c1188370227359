"""Private messages: to persons and groups, read by those who take part and by nobody else."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from corridor import clock
from corridor.demo import Person
from corridor.messaging.tables import outbox
from corridor.testing import ALICE, BOB, MOD, SECRETARY, persona
from corridor.testing.browser import Browser
from forum_service.groups.models import Group
from forum_service.posts.models import Post
from forum_service.sanctions.models import Kind, Sanction
from tests.forum_service.conftest import As

EVE = persona("eve", "expert", "group:taxonomists")
JOSE = persona("jose", "expert")
Send = Callable[..., str]


@pytest.fixture(autouse=True)
def everybody(know: Callable[..., None]) -> None:
    know(ALICE, BOB, EVE, MOD, SECRETARY, JOSE)


@pytest.fixture
def send(alice: Browser) -> Send:
    """Alice writes to Bob; the path of the message."""

    def send_(to: str = "@bob", **form: object) -> str:
        data = {"to": to, "title": "About the draft", "raw": "Between us: the zebrafish chapter.", **form}
        answer = alice.post("/forum/messages", data=data)
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"].rsplit("/", 1)[0]

    return send_


def told(session: Session, what: str) -> list[dict[str, object]]:
    session.rollback()
    query = select(outbox.c.body).where(outbox.c.type == "forum.member_told.v1").order_by(outbox.c.position)
    found = [json.loads(body)["data"] for body in session.scalars(query)]
    return [one for one in found if one["what"] == what]


def ids(*people: Person) -> set[str]:
    return {str(person.account_id) for person in people}


def people_path(path: str) -> str:
    return f"/forum/messages/{path.rsplit('/', 1)[1]}/people"


def test_a_message_is_read_by_those_it_names_and_by_no_staff(send: Send, bob: Browser, as_: As) -> None:
    path = send()

    assert "zebrafish" in bob.get(path).text
    assert "About the draft" in bob.get("/forum/messages").text
    for stranger in (EVE, MOD, SECRETARY):
        assert as_(stranger).get(path).status_code == 404
        assert "About the draft" not in as_(stranger).get("/forum/messages").text


def test_only_who_takes_part_finds_it(send: Send, bob: Browser, as_: As) -> None:
    send()

    assert "About the draft" in bob.get("/forum/search?q=zebrafish").text
    assert "About the draft" not in as_(MOD).get("/forum/search?q=zebrafish").text


def test_the_reader_is_told_of_the_message_and_of_each_reply(
    session: Session, send: Send, bob: Browser
) -> None:
    path = send()
    bob.post(f"/forum/t/{path.rsplit('/', 1)[1]}/replies", data={"raw": "Thank you"})

    first, second = told(session, "message_received")
    assert {one["account_id"] for one in first["recipients"]} == ids(BOB)  # type: ignore[attr-defined]
    assert {one["account_id"] for one in second["recipients"]} == ids(ALICE)  # type: ignore[attr-defined]
    assert (first["actor_name"], second["position"]) == ("Alice", 2)
    types = session.scalars(select(outbox.c.type)).all()
    assert not {"forum.topic_opened.v1", "forum.reply_posted.v1"} & set(types)


def test_names_are_found_without_accents_and_unknown_ones_are_said(
    session: Session, alice: Browser, as_: As
) -> None:
    session.execute(text("UPDATE members SET name = 'José Núñez' WHERE handle = 'jose'"))
    session.commit()

    assert alice.post("/forum/messages", data=form("jose nunez, @bob")).status_code == 303
    answer = alice.post("/forum/messages", data=form("@bob, Nobody Known"))

    assert answer.status_code == 422
    assert "No member is called “Nobody Known”." in answer.text
    assert "zebra" in answer.text, "what was typed stays"
    assert "About the draft" in as_(JOSE).get("/forum/messages").text


def test_of_two_with_one_name_the_sender_chooses(session: Session, alice: Browser) -> None:
    session.execute(text("UPDATE members SET name = 'Ana Silva' WHERE handle IN ('bob', 'jose')"))
    session.commit()

    answer = alice.post("/forum/messages", data=form("Ana Silva"))

    assert answer.status_code == 422
    assert "@bob, @jose" in answer.text


def form(to: str, **more: object) -> dict[str, object]:
    return {"to": to, "title": "About the draft", "raw": "zebra", **more}


@pytest.mark.parametrize("to", ["", "@alice", ",,;", "x\u0000y", "@nobody " * 300])
def test_a_message_needs_somebody_else(alice: Browser, to: str) -> None:
    assert alice.post("/forum/messages", data=form(to)).status_code == 422


@pytest.fixture
def group(session: Session) -> None:
    session.add(Group(slug="taxonomists", name="Taxonomists", writable=False, active=True, version=1))
    session.commit()


@pytest.mark.usefixtures("group")
def test_a_message_to_a_group_reaches_its_members(as_: As, session: Session) -> None:
    mod = as_(MOD)
    answer = mod.post("/forum/messages", data=form("", groups=["taxonomists"]))
    path = answer.headers["Location"]

    assert as_(EVE).get(path).status_code == 200
    assert as_(BOB).get(path).status_code == 404


@pytest.mark.usefixtures("group")
def test_strangers_write_to_a_group_only_where_it_is_open(alice: Browser, session: Session) -> None:
    assert alice.post("/forum/messages", data=form("", groups=["taxonomists"])).status_code == 422

    session.execute(text("UPDATE groups SET writable = true"))
    session.commit()

    assert "Taxonomists" in alice.get("/forum/messages/new?group=taxonomists").text
    assert alice.post("/forum/messages", data=form("", groups=["taxonomists"])).status_code == 303


def test_others_are_brought_in_and_everybody_sees_by_whom(send: Send, bob: Browser, as_: As) -> None:
    path = send()

    assert bob.post(people_path(path), data={"to": "eve"}).status_code == 303

    eve = as_(EVE)
    assert "zebrafish" in eve.get(path).text
    assert "added by Bob" in eve.get(people_path(path)).text
    assert bob.post(people_path(path), data={"to": "eve"}).status_code == 409


def test_who_leaves_reads_and_hears_no_more(
    session: Session, send: Send, alice: Browser, bob: Browser
) -> None:
    path = send()

    assert bob.post(people_path(path).replace("people", "leaving")).status_code == 303
    alice.post(f"/forum/t/{path.rsplit('/', 1)[1]}/replies", data={"raw": "Are you there?"})

    assert bob.get(path).status_code == 404
    assert bob.get("/forum/unread").text.count("About the draft") == 0
    assert len(told(session, "message_received")) == 1
    assert "left" in alice.get(people_path(path)).text


def test_what_is_put_away_comes_back_with_a_reply(send: Send, alice: Browser, bob: Browser) -> None:
    path = send()
    bob.post(people_path(path).replace("people", "archiving"))
    assert "About the draft" not in bob.get("/forum/messages").text
    assert "About the draft" in bob.get("/forum/messages/archive").text

    alice.post(f"/forum/t/{path.rsplit('/', 1)[1]}/replies", data={"raw": "One more thing"})

    assert "About the draft" in bob.get("/forum/messages").text
    assert "About the draft" in alice.get("/forum/messages/sent").text
    assert "About the draft" not in bob.get("/forum/messages/sent").text


def test_who_was_silenced_sends_nothing(session: Session, alice: Browser) -> None:
    measure = Sanction(
        account_id=ALICE.account_id,
        kind=Kind.SILENCE,
        reason="Heated words",
        imposed_by=MOD.account_id,
        imposed_at=clock.now(),
    )
    session.add(measure)
    session.commit()

    answer = alice.post("/forum/messages", data=form("@bob"))

    assert answer.status_code == 403
    assert "Heated words" in answer.text
    assert "zebra" in answer.text


def test_the_preview_sends_nothing(alice: Browser) -> None:
    answer = alice.post("/forum/messages", data=form("@bob", raw="*soon*", _preview="1"))

    assert "<em>soon</em>" in answer.text
    assert "About the draft" not in alice.get("/forum/messages").text


def test_who_brings_in_people_as_fast_as_a_program_waits(
    send: Send, bob: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = send()
    monkeypatch.setattr("corridor.web.limits._hit", lambda *_: 10**6)

    assert bob.post(people_path(path), data={"to": "eve"}).status_code == 429


def test_a_flagged_post_is_shown_to_staff_and_nothing_else_of_the_message(
    session: Session, send: Send, bob: Browser, as_: As
) -> None:
    path = send()
    number = path.rsplit("/", 1)[1]
    bob.post(f"/forum/t/{number}/replies", data={"raw": "A second post"})
    first, second = session.scalars(select(Post.id).order_by(Post.id)).all()
    page = f"/forum/moderation/posts/{first}"
    mod, eve = as_(MOD), as_(EVE)
    assert mod.get(page).status_code == 404

    flag = {"reason": "inappropriate", "words": "Please look"}
    answer = bob.post(f"/forum/posts/{first}/flag", data=flag)

    assert answer.status_code == 303, answer.text
    assert "zebrafish" in mod.get(page).text
    assert "About the draft" in mod.get("/forum/moderation").text
    assert mod.get(f"/forum/moderation/posts/{second}").status_code == 404
    assert mod.get(path).status_code == 404
    assert eve.get(page).status_code == 404


def test_a_message_leads_to_its_people_and_back_to_the_inbox(send: Send, bob: Browser) -> None:
    path = send()
    page = bob.get(path).text

    assert f'href="{people_path(path)}"' in page
    assert 'href="/forum/messages"' in page
    more = bob.get(f"/forum/t/{path.rsplit('/', 1)[1]}/more").text
    assert "Move to the archive" in more


def test_the_pages_say_who_reads(alice: Browser) -> None:
    for path in ("/forum/messages", "/forum/messages/new"):
        assert "Moderators and the secretariat do not" in alice.get(path).text
    assert alice.get("/forum/f/messages").headers["Location"] == "/forum/messages"


def test_other_topics_have_no_people_page(alice: Browser, open_topic: Callable[..., str]) -> None:
    number = open_topic().split("/")[-2]

    assert alice.get(f"/forum/messages/{number}/people").status_code == 404
    assert alice.get("/forum/messages/99999999999999999999/people").status_code == 404


def test_a_preview_may_be_asked_for_again_with_the_same_form(alice: Browser) -> None:
    form = {
        "to": "@bob",
        "title": "About the draft",
        "raw": "Between us",
        "_key": "one-form",
        "_preview": "1",
    }

    pages = [alice.post("/forum/messages", data=form) for _ in range(2)]
    del form["_preview"]
    sent = [alice.post("/forum/messages", data=form) for _ in range(2)]

    assert [page.status_code for page in pages] == [200, 200]
    assert "Between us" in pages[1].text
    assert {answer.headers["Location"] for answer in sent} == {sent[0].headers["Location"]}
    assert "/forum/t/" in sent[0].headers["Location"]
