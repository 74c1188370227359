"""What is new: everything not read, on one small page."""

import re
from collections.abc import Callable
from datetime import timedelta

import brotli
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from corridor import clock
from corridor.testing import BOB, persona
from corridor.testing.browser import Browser
from forum_service.whatsnew.rules import letters_each, read_since
from tests.forum_service.conftest import As, Open

PAGE = "/forum/whats-new"
EXPERT = persona("eve", "expert")
Reply = Callable[..., None]


@pytest.fixture
def reply(alice: Browser) -> Reply:
    """Alice answers in the topic of a path."""

    def reply_(path: str, *texts: str) -> None:
        topic_id = path.rsplit("/", 2)[-2]
        for raw in texts:
            assert alice.post(f"/forum/t/{topic_id}/replies", data={"raw": raw}).status_code == 303

    return reply_


def page_of(browser: Browser, address: str = PAGE) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_new_posts_stand_by_topic(bob: Browser, open_topic: Open, reply: Reply) -> None:
    first = open_topic("Herbaria in the south")
    open_topic("Seeds and their banks")
    reply(first, "We have *three*.")

    page = page_of(bob)

    assert page.count('class="news"') == 2
    assert page.index("Herbaria in the south") < page.index("Seeds and their banks")
    assert "We have <em>three</em>." in page


def test_what_was_shown_is_read(bob: Browser, open_topic: Open, session: Session) -> None:
    open_topic()
    page_of(bob)

    page = page_of(bob)

    assert "Nothing new" in page
    assert (
        session.scalar(
            text("SELECT last_read FROM topic_readers WHERE account_id = :me"), {"me": BOB.account_id}
        )
        == 1
    )
    told = session.scalars(text("SELECT subject FROM outbox WHERE type = 'forum.topic_read.v1'")).all()
    assert f"topic/1/reader/{BOB.account_id}" in told


def test_a_script_or_a_prefetch_reads_for_itself(bob: Browser, open_topic: Open) -> None:
    open_topic()

    bob.get(PAGE, headers={"Sec-Purpose": "prefetch"})
    bob.head(PAGE)
    bob.set_cookie("corridor_reading", "script")
    page_of(bob)

    page = page_of(bob)
    assert 'data-url="/forum/t/1/reading" data-read="0"' in page
    assert 'data-number="1"' in page


def test_own_muted_and_hidden_posts_are_no_news(
    alice: Browser, bob: Browser, open_topic: Open, session: Session
) -> None:
    open_topic("Muted by Bob")
    open_topic("Taken down")
    session.execute(text("UPDATE topics SET hidden = true WHERE title = 'Taken down'"))
    session.commit()
    bob.post("/forum/t/1/tracking", data={"level": "0"})

    assert "Nothing new" in page_of(bob)
    assert "Nothing new" in page_of(alice)


def test_nobody_sees_news_of_other_forums(as_: As, open_topic: Open) -> None:
    open_topic("Advice on centres", "iag")

    page = page_of(as_(EXPERT), f"{PAGE}?since=2020-01-01")

    assert "Advice on centres" not in page


def test_a_long_discussion_is_gone_on_with(bob: Browser, open_topic: Open, reply: Reply) -> None:
    path = open_topic()
    reply(path, *(f"Answer {number}" for number in range(2, 9)))

    page = page_of(bob)

    assert "Answer 5" in page
    assert "Answer 6" not in page
    assert "Go on reading from #6" in page
    assert "Answer 6" in page_of(bob)


def test_long_posts_are_cut_with_a_way_to_the_rest(bob: Browser, open_topic: Open) -> None:
    path = open_topic(raw="\n\n".join(f"Paragraph {number}. " + "word " * 80 for number in range(30)))

    page = page_of(bob)

    assert "Paragraph 0" in page
    assert "Paragraph 29" not in page
    assert f'<a href="{path}">Read the whole post</a>' in page


def test_since_a_day_shows_read_posts_too(bob: Browser, open_topic: Open) -> None:
    open_topic("Seeds and their banks")
    page_of(bob)
    yesterday = (clock.now() - timedelta(days=1)).date()

    assert "Seeds and their banks" in page_of(bob, f"{PAGE}?since={yesterday}")
    assert "Seeds and their banks" not in page_of(
        bob, f"{PAGE}?since={clock.now() + timedelta(days=1):%Y-%m-%d}"
    )


def test_everything_there_then_is_read_at_once(bob: Browser, open_topic: Open, reply: Reply) -> None:
    path = open_topic()
    bob.set_cookie("corridor_reading", "script")
    until = re.search(r'name="until" value="([^"]+)"', page_of(bob))
    assert until is not None
    reply(path, "Too late to be read")

    moment = clock.now() - timedelta(milliseconds=1)
    assert bob.post(f"{PAGE}/reading", data={"until": moment.isoformat()}).status_code == 303

    assert "Nothing new" in page_of(bob)


def test_what_came_later_stays_new(bob: Browser, open_topic: Open, reply: Reply) -> None:
    path = open_topic()
    moment = clock.now()
    reply(path, "Came later")

    bob.post(f"{PAGE}/reading", data={"until": moment.isoformat()})

    page = page_of(bob)
    assert "Came later" in page
    assert "Who has tried" not in page


@pytest.mark.parametrize("until", ["", "x", "2026-01-01", "9" * 40, "\x00"])
def test_no_moment_breaks_the_marking(bob: Browser, until: str) -> None:
    assert bob.post(f"{PAGE}/reading", data={"until": until}).status_code == 422


@pytest.mark.parametrize("since", ["x", "9999-12-31", "0001-01-01", "2026-13-01", "9" * 400, "2026-W01-1"])
def test_no_date_breaks_the_page(bob: Browser, since: str) -> None:
    assert bob.get(PAGE, query_string={"since": since}).status_code == 200


def test_further_pages_go_on_where_the_first_ended(bob: Browser, open_topic: Open) -> None:
    for number in range(12):
        open_topic(f"Topic number {number}")

    first = page_of(bob)
    further = re.search(r'rel="next" href="([^"]+)"', first)
    assert further is not None
    second = page_of(bob, further[1].replace("&amp;", "&"))

    titles = [set(re.findall(r"Topic number \d+", page)) for page in (first, second)]
    assert len(titles[0]) == 10
    assert len(titles[0] | titles[1]) == 12


def test_a_full_page_is_small(bob: Browser, open_topic: Open, reply: Reply) -> None:
    words = [
        "taxonomy",
        "herbarium",
        "wetland",
        "protocol",
        "indicator",
        "sequencing",
        "custodian",
        "restoration",
        "corridor",
    ]
    for topic in range(10):
        path = open_topic(f"{words[topic % 7].title()} and {words[(topic * 5) % 7]} {topic}")
        texts = [
            " ".join(words[(i * 7 + topic * n) % 7] + str(i * n) for i in range(300)) for n in range(1, 5)
        ]
        reply(path, *texts)

    answer = bob.get(PAGE)

    assert len(brotli.compress(answer.data, quality=5)) <= 15_000


def test_a_page_with_more_posts_has_shorter_ones() -> None:
    assert letters_each(1) == 2_000
    assert letters_each(20) == 800
    assert letters_each(50) == 400


def test_a_day_begins_where_the_reader_lives() -> None:
    now = clock.now().replace(year=2026, month=11, day=23)

    assert str(read_since("2026-11-20", zone="Asia/Kolkata", now=now)) == "2026-11-19 18:30:00+00:00"
