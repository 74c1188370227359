"""Help while writing: only what the writer may see is offered."""

import pytest

from corridor.testing import ALICE, BOB, CHARLIE, MOD, persona
from corridor.testing.browser import Browser
from tests.forum_service.conftest import As, Open

EVE = persona("eve", "expert")


def _people(browser: Browser, **asked: str) -> list[str]:
    answer = browser.get("/forum/suggestions", query_string={"key": "new", **asked})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return [one["text"].strip() for one in answer.json["items"]]


def _topics(browser: Browser, typed: str) -> list[str]:
    answer = browser.get("/forum/suggestions", query_string={"kind": "topics", "q": typed})
    return [one["text"].strip() for one in answer.json["items"]]


def test_people_are_found_by_handle_and_by_each_part_of_the_name(bob: Browser, know) -> None:
    know(ALICE, EVE)
    surname = ALICE.name.split()[-1]

    for typed in (ALICE.handle[:3], ALICE.name[:3], surname[:3].upper()):
        assert f"@{ALICE.handle}" in _people(bob, q=typed, forum="knowledge")
    assert _people(bob, q="%", forum="knowledge") == []


def test_only_who_may_read_the_place_is_offered(open_topic: Open, bob: Browser, know) -> None:
    know(ALICE, EVE, CHARLIE)
    open_topic("Advice on centres", "iag")

    assert "@eve" in _people(bob, q="eve", forum="knowledge")
    assert _people(bob, q="eve", key="reply/1") == []
    assert _people(bob, q=CHARLIE.handle, forum="knowledge") == []


def test_of_a_private_topic_only_its_audience_is_offered(private_topic: str, alice: Browser, know) -> None:
    know(ALICE, BOB, EVE)

    assert _people(alice, q="", key="reply/1") == []
    assert _people(alice, q="b", key="reply/1") == []


def test_those_of_the_discussion_come_first(open_topic: Open, alice: Browser, bob: Browser, know) -> None:
    know(EVE)
    open_topic()
    bob.post("/forum/t/1/replies", data={"raw": "An answer"})

    assert _people(alice, q="", key="reply/1") == [f"@{BOB.handle}"]


def test_who_may_not_see_a_topic_learns_nothing_by_it(private_topic: str, bob: Browser) -> None:
    answers = [bob.get(f"/forum/suggestions?key=reply/{number}&q=a") for number in (1, 99)]

    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize("key", ["", "x", "reply/0", "reply/99999999999999999999", "edit/9999999999"])
def test_a_place_that_is_none_is_refused(key: str, bob: Browser) -> None:
    assert bob.get("/forum/suggestions", query_string={"key": key, "q": "a"}).status_code in (404, 422)


def test_topics_are_offered_with_the_link_that_will_be_written(open_topic: Open, bob: Browser) -> None:
    path = open_topic("Taxonomy [for] small museums").rsplit("/", 1)[0]

    assert _topics(bob, "small mus") == [rf"[Taxonomy \[for\] small museums]({path})"]
    assert len(_topics(bob, "1")) == 1
    assert _topics(bob, "%") == []


def test_topics_of_others_are_not_offered(
    private_topic: str, open_topic: Open, as_: As, bob: Browser
) -> None:
    open_topic("Our advice", "iag")

    assert _topics(bob, "our") == [r"[Our advice](/forum/t/our-advice/2)"]
    assert _topics(as_(EVE), "our") == []


@pytest.mark.parametrize("typed", ["Small museums: taxonomy?", "taxonomie for a small museum"])
def test_a_title_is_compared_with_what_was_asked_before(typed: str, open_topic: Open, bob: Browser) -> None:
    open_topic()
    open_topic("Wetlands of the Sahel")

    page = bob.get("/forum/similar", query_string={"title": typed}).get_data(as_text=True)

    assert "Taxonomy for small museums" in page
    assert "Sahel" not in page


def test_alike_in_chinese_and_in_arabic(open_topic: Open, bob: Browser) -> None:
    open_topic("公民科学平台的照片可以用吗", raw="可以吗？")
    open_topic("استعادة الأراضي الرطبة", raw="كيف؟")

    assert "公民科学" in bob.get("/forum/similar?title=公民科学平台的照片").get_data(as_text=True)
    assert "الرطبة" in bob.get("/forum/similar?title=الأراضي الرطبة").get_data(as_text=True)


def test_the_preview_shows_what_was_asked_before(open_topic: Open, bob: Browser, as_: As) -> None:
    open_topic("Advice on centres", "iag")
    form = {"title": "Advice about centres", "forum": "knowledge", "raw": "Well?", "_draft_key": "new"}

    assert "/forum/t/advice-on-centres/1" in bob.post("/forum/preview", data=form).get_data(as_text=True)
    assert "advice-on-centres" not in as_(EVE).post("/forum/preview", data=form).get_data(as_text=True)


@pytest.mark.parametrize("title", ["", "ab", "x" * 5000, "%%%", "'; --", "\\", "🌱🌱🌱"])
def test_any_title_can_be_compared(title: str, bob: Browser) -> None:
    assert bob.get("/forum/similar", query_string={"title": title}).status_code == 200
    assert bob.get("/forum/suggestions", query_string={"kind": "topics", "q": title}).status_code == 200
    assert bob.get("/forum/suggestions", query_string={"key": "new", "q": title}).status_code == 200


def test_the_page_on_formatting_shows_each_sign_and_what_comes_of_it(as_: As) -> None:
    page = as_(MOD).get("/forum/formatting").get_data(as_text=True)

    for made in ("<strong>", "<table>", "<math ", "<details>", "<time ", 'type="checkbox"', "footnote-ref"):
        assert made in page


def test_a_preview_links_those_whom_the_text_will_name(open_topic: Open, bob: Browser, know) -> None:
    know(ALICE, EVE)
    open_topic("Advice on centres", "iag")
    form = {"_draft_key": "reply/1", "raw": "@alice and @eve"}

    for way in ("/forum/preview", "/forum/preview/fragment"):
        page = bob.post(way, data=form).get_data(as_text=True)
        assert 'href="/account/members/alice"' in page
        assert 'href="/account/members/eve"' not in page
    assert bob.post("/forum/preview/fragment", data={"_draft_key": "new", "raw": "@eve"}).status_code == 200
