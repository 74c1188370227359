"""Feeds by a key in their address."""

import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from corridor.demo import Person
from corridor.testing import ALICE, BOB, CHARLIE, persona
from corridor.testing.browser import Browser
from tests.forum_service.conftest import As, Open

ATOM = "{http://www.w3.org/2005/Atom}"
EXPERT = persona("eve", "expert")
Key = Callable[[Person], str]


@pytest.fixture
def key(as_: As, know: Callable[..., None]) -> Key:
    """Somebody makes a key; the path under which their feeds are."""

    def key_(who: Person) -> str:
        know(who)
        page = as_(who).post("/forum/feeds", data={"label": "My reader"}).get_data(as_text=True)
        found = re.search(r"(/forum/feeds/cf_[\w-]+)/whats-new.atom", page)
        assert found is not None
        return found[1]

    return key_


def entries(client: Browser, path: str) -> list[ET.Element]:
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer.mimetype == "application/atom+xml"
    return ET.fromstring(answer.data).findall(f"{ATOM}entry")


def titles(client: Browser, path: str) -> list[str]:
    return [entry.findtext(f"{ATOM}title", "") for entry in entries(client, path)]


def test_what_is_new_as_a_feed(client: Browser, key: Key, alice: Browser, open_topic: Open) -> None:
    path = open_topic("Seeds & their <banks>", raw="See @alice and **this**.")
    alice.post("/forum/t/1/replies", data={"raw": "An answer"})
    feeds = key(BOB)

    first, second = entries(client, f"{feeds}/whats-new.atom")

    assert first.findtext(f"{ATOM}title") == "Seeds & their <banks> · Alice #2"
    assert second.findtext(f"{ATOM}title") == "Seeds & their <banks>"
    assert "<strong>this</strong>" in second.findtext(f"{ATOM}content", "")
    assert second.findtext(f"{ATOM}author/{ATOM}name") == "Alice, Alice Institute"
    assert second.findtext(f"{ATOM}id") == "http://localhost/forum/posts/1"
    link = second.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"http://localhost{path}"


def test_links_within_posts_lead_out_of_the_reader(client: Browser, key: Key, open_topic: Open) -> None:
    feeds = key(BOB)
    open_topic(raw="Ask @bob, see [this](/forum/t/x/1/1) and [that](https://cbd.int)")

    content = entries(client, f"{feeds}/latest.atom")[0].findtext(f"{ATOM}content", "")

    assert 'href="http://localhost/account/members/bob"' in content
    assert 'href="http://localhost/forum/t/x/1/1"' in content
    assert 'href="https://cbd.int"' in content


def test_pictures_are_named_for_who_is_not_signed_in(
    client: Browser, key: Key, open_topic: Open, session: Session
) -> None:
    open_topic()
    html = '<p><a href="/forum/files/1/a.png"><img src="/forum/files/1/a.png" alt="Map" width="3"></a></p>'
    session.execute(text("UPDATE posts SET html = :html"), {"html": html})
    session.commit()

    content = entries(client, f"{key(BOB)}/latest.atom")[0].findtext(f"{ATOM}content", "")

    assert content == '<p><a href="http://localhost/forum/files/1/a.png">[Map]</a></p>'


@pytest.mark.parametrize(
    "path",
    ["/latest.atom", "/f/knowledge.atom", "/t/1.atom", "/u/alice.atom", "/tags/seeds.atom", "/top/week.atom"],
)
def test_each_thing_has_its_feed(
    path: str, client: Browser, key: Key, open_topic: Open, session: Session
) -> None:
    open_topic("Herbaria", "knowledge")
    session.execute(text("UPDATE topics SET tags = '{seeds}'"))
    session.execute(text("INSERT INTO topic_scores (period, topic_id, score) VALUES ('week', 1, 3)"))
    session.commit()

    assert titles(client, key(BOB) + path) == ["Herbaria"]


def test_rss_for_older_programs(client: Browser, key: Key, open_topic: Open) -> None:
    open_topic("Herbaria")

    answer = client.get(f"{key(BOB)}/whats-new.rss")
    item = ET.fromstring(answer.data).find("channel/item")

    assert answer.mimetype == "application/rss+xml"
    assert item is not None
    assert item.findtext("title") == "Herbaria"
    assert parsedate_to_datetime(item.findtext("pubDate", "")).tzinfo is not None


def test_the_paths_of_discourse_lead_here(
    client: Browser, key: Key, open_topic: Open, session: Session
) -> None:
    open_topic("Herbaria", "knowledge")
    board = session.scalar(text("SELECT board_id FROM topics"))
    token = key(BOB).rpartition("/")[2]
    paths = [
        "latest.rss",
        "posts.rss",
        "top.rss",
        "top/weekly.rss",
        f"c/knowledge/{board}.rss",
        "t/herbaria/1.rss",
        "tag/seeds.rss",
        "u/alice/activity.rss",
        "u/alice/activity/topics.rss",
    ]

    for path in paths:
        assert client.get(f"/forum/discourse/{path}?token={token}").status_code == 200, path
        assert client.get(f"/forum/discourse/{path}").status_code == 404, path


def test_a_feed_that_did_not_change_is_not_sent_again(
    client: Browser, key: Key, alice: Browser, open_topic: Open
) -> None:
    open_topic()
    address = f"{key(BOB)}/whats-new.atom"
    first = client.get(address)
    seen = {"If-None-Match": first.headers["ETag"]}

    assert client.get(address, headers=seen).status_code == 304
    alice.post("/forum/t/1/replies", data={"raw": "An answer"})
    assert client.get(address, headers=seen).status_code == 200


def test_a_feed_shows_what_its_owner_may_see_now(
    client: Browser, key: Key, open_topic: Open, session: Session
) -> None:
    open_topic("Advice on centres", "iag")
    bobs, eves = key(BOB), key(EXPERT)

    assert titles(client, f"{bobs}/whats-new.atom") == ["Advice on centres"]
    assert titles(client, f"{eves}/whats-new.atom") == []
    for path in ("/f/iag.atom", "/t/1.atom"):
        assert client.get(eves + path).status_code == 404

    session.execute(text("UPDATE members SET roles = '{expert}' WHERE handle = 'bob'"))
    session.commit()
    assert titles(client, f"{bobs}/whats-new.atom") == []
    assert titles(client, f"{bobs}/u/alice.atom") == []


@pytest.mark.parametrize("change", ["roles = '{}'", "active = false"])
def test_who_left_has_no_feed(change: str, client: Browser, key: Key, session: Session) -> None:
    feeds = key(BOB)
    session.execute(text(f"UPDATE members SET {change} WHERE handle = 'bob'"))
    session.commit()

    assert client.get(f"{feeds}/whats-new.atom").status_code == 404


def test_who_is_suspended_has_no_feed(client: Browser, key: Key, app: Flask, session: Session) -> None:
    feeds = key(BOB)
    assert client.get(f"{feeds}/whats-new.atom").status_code == 200
    session.execute(
        text(
            """
            INSERT INTO sanctions (account_id, kind, reason, imposed_by, imposed_at)
            SELECT account_id, 'suspension', 'x', account_id, now() FROM members WHERE handle = 'bob'
            """
        )
    )
    session.commit()
    app.extensions["suspended"].forget()

    answer = client.get(f"{feeds}/whats-new.atom")
    app.extensions["suspended"].forget()

    assert answer.status_code == 404


def test_private_muted_and_hidden_posts_are_in_no_feed(
    client: Browser, key: Key, private_topic: str, alice: Browser, open_topic: Open, session: Session
) -> None:
    open_topic("Muted by Alice")
    alice.post("/forum/t/2/tracking", data={"level": "0"})
    open_topic("Taken down")
    session.execute(text("UPDATE posts SET hidden = true WHERE topic_id = 3"))
    session.execute(text("UPDATE topics SET hidden = true WHERE id = 3"))
    session.commit()
    feeds = key(ALICE)

    assert titles(client, f"{feeds}/whats-new.atom") == []
    assert client.get(f"{feeds}/t/1.atom").status_code == 404


def test_a_key_is_kept_as_its_digest_and_can_be_revoked(
    client: Browser, key: Key, bob: Browser, alice: Browser, session: Session
) -> None:
    feeds = key(BOB)
    token = feeds.rpartition("/")[2]
    row = session.execute(text("SELECT id, digest FROM feed_tokens")).one()
    assert token not in row.digest

    alice.post(f"/forum/feeds/{row.id}/revocation")
    assert client.get(f"{feeds}/latest.atom").status_code == 200
    bob.post(f"/forum/feeds/{row.id}/revocation")
    assert client.get(f"{feeds}/latest.atom").status_code == 404


def test_a_key_opens_feeds_only(client: Browser, key: Key, open_topic: Open) -> None:
    open_topic()
    token = key(BOB).rpartition("/")[2]

    assert client.get(f"/forum?token={token}").status_code == 303
    assert client.get("/forum", headers={"Authorization": f"Bearer {token}"}).status_code in (303, 401)


def test_my_keys_are_listed_with_their_last_use(client: Browser, key: Key, bob: Browser) -> None:
    feeds = key(BOB)
    assert "never used" in bob.get("/forum/feeds").get_data(as_text=True)

    client.get(f"{feeds}/latest.atom")

    page = bob.get("/forum/feeds").get_data(as_text=True)
    assert "My reader" in page
    assert "last used" in page


def test_nobody_has_endless_keys(bob: Browser) -> None:
    answers = [bob.post("/forum/feeds", data={"label": str(number)}).status_code for number in range(11)]

    assert answers == [200] * 10 + [409]


def test_a_key_needs_a_name_and_a_member(bob: Browser, as_: As) -> None:
    assert bob.post("/forum/feeds", data={"label": ""}).status_code == 422
    assert as_(CHARLIE).post("/forum/feeds", data={"label": "x"}).status_code == 403


@pytest.mark.parametrize("token", ["x", "cf_" + "a" * 43, "%F0%9F%8C%B1", "cf_" + "a" * 5000])
def test_no_key_breaks_a_feed(token: str, client: Browser) -> None:
    assert client.get(f"/forum/feeds/{token}/latest.atom").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/top/decade.atom",
        "/f/nowhere.atom",
        "/t/99.atom",
        f"/t/{2**70}.atom",
        "/tags/-.atom",
        "/u/nobody.rss",
    ],
)
def test_what_is_not_there_has_no_feed(path: str, client: Browser, key: Key) -> None:
    assert client.get(key(BOB) + path).status_code == 404


def test_control_characters_do_not_break_the_xml(
    client: Browser, key: Key, open_topic: Open, session: Session
) -> None:
    open_topic()
    session.execute(text("UPDATE topics SET title = E'Bell \\x07 and \\uffff'"))
    session.commit()

    assert titles(client, f"{key(BOB)}/latest.atom") == ["Bell  and "]
