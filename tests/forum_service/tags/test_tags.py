"""Tags on topics, their pages and their order."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from corridor.errors import Invalid
from corridor.testing import DATABASES, MOD, persona
from corridor.testing.browser import Browser
from forum_service.service import SERVICE
from forum_service.tags.actions import count_tags, tag_topic
from forum_service.tags.models import BoardTag
from forum_service.tags.rules import KnownTag, as_slug, choose_tags, read_tags
from forum_service.topics.models import Topic
from tests.forum_service.conftest import As, Open


@pytest.fixture
def mod(as_: As) -> Browser:
    return as_(MOD)


def _tags(session: Session) -> list[str]:
    session.expire_all()
    return list(session.scalars(select(Topic.tags)).one())


def _tag(browser: Browser, words: str, topic: int = 1) -> int:
    return browser.post(f"/forum/t/{topic}/tags", data={"tags": words}).status_code


@pytest.mark.parametrize(
    ("word", "slug"),
    [
        ("Access & benefit sharing", "access-benefit-sharing"),
        ("  Öko ", "öko"),
        ("生物安全", "生物安全"),
        ("--", ""),
        ("الأنواع الغازية", "الأنواع-الغازية"),
    ],
)
def test_a_tag_is_its_words_in_their_own_script(word: str, slug: str) -> None:
    assert as_slug(word) == slug


def test_tags_stand_in_a_line_with_commas_of_any_script() -> None:
    assert read_tags("Forests, wetlands،gardens、 forests") == ["forests", "wetlands", "gardens"]


def test_another_word_for_a_tag_becomes_the_tag() -> None:
    known = {"woods": KnownTag(slug="woods", same_as="forests"), "forests": KnownTag(slug="forests")}

    assert choose_tags(["woods", "forests"], known, staff=False) == ["forests"]


def test_the_rules_of_a_group_hold() -> None:
    known = {
        "draft": KnownTag(slug="draft", group="stage", one_only=True),
        "final": KnownTag(slug="final", group="stage", one_only=True),
        "official": KnownTag(slug="official", group="house", staff_only=True),
    }

    with pytest.raises(Invalid):
        choose_tags(["draft", "final"], known, staff=True)
    with pytest.raises(Invalid):
        choose_tags(["official"], known, staff=False)
    assert choose_tags(["official"], known, staff=False, had=["official"]) == ["official"]


def test_a_term_is_one_tag_in_all_languages_and_reads_in_each(
    open_topic: Open, alice: Browser, session: Session
) -> None:
    open_topic()

    assert _tag(alice, "Espèces exotiques envahissantes") == 303

    assert _tags(session) == ["invasive-alien-species"]
    page = alice.get("/forum", headers={"Cookie": ""}).get_data(as_text=True)
    assert "/forum/tag/invasive-alien-species" in page


def test_a_tag_has_a_page_of_its_topics(open_topic: Open, alice: Browser, bob: Browser) -> None:
    open_topic("With the tag")
    open_topic("Without it")
    _tag(alice, "soil life")

    page = bob.get("/forum/tag/soil-life").get_data(as_text=True)

    assert "/with-the-tag/" in page
    assert "/without-it/" not in page
    assert "soil life" in bob.get("/forum/tags").get_data(as_text=True)
    assert bob.get("/forum?tag=soil+life").get_data(as_text=True).count('class="topic-title"') == 1


def test_who_does_not_read_the_forum_learns_of_no_tag(open_topic: Open, alice: Browser, as_: As) -> None:
    open_topic("Advice", forum="iag")
    _tag(alice, "secret-plan")
    eve = as_(persona("eve", "expert"))

    assert "secret" not in eve.get("/forum/tags").get_data(as_text=True)
    assert eve.get("/forum/tag/secret-plan").status_code == 404
    assert alice.get("/forum/tag/secret-plan").status_code == 200


def test_only_its_author_and_moderators_tag_a_topic(open_topic: Open, bob: Browser, mod: Browser) -> None:
    open_topic()

    assert bob.get("/forum/t/1/tags").status_code == 403
    assert _tag(bob, "mine") == 403
    assert _tag(mod, "ours") == 303


def test_too_many_tags_are_refused_and_what_was_typed_stays(open_topic: Open, alice: Browser) -> None:
    open_topic()

    answer = alice.post("/forum/t/1/tags", data={"tags": "a1, b1, c1, d1, e1, f1, g1"})

    assert answer.status_code == 422
    assert "a1, b1, c1" in answer.get_data(as_text=True)


def test_staff_rename_a_tag_and_the_old_word_leads_on(
    open_topic: Open, alice: Browser, mod: Browser, session: Session
) -> None:
    open_topic()
    _tag(alice, "woods, gardens")

    answer = mod.post("/forum/tag/woods/edit", data={"slug": "Trees", "synonyms": "timber"})

    assert answer.status_code == 303
    assert _tags(session) == ["trees", "gardens"]
    assert alice.get("/forum/tag/woods").headers["Location"] == "/forum/tag/trees"
    assert _tag(alice, "timber") == 303
    assert _tags(session) == ["trees"]


def test_staff_group_tags(open_topic: Open, alice: Browser, mod: Browser) -> None:
    open_topic()
    form = {"name": "Stage", "tags": "draft, final", "one_only": "true", "position": "1"}

    assert mod.post("/forum/tags/groups", data=form).status_code == 303

    assert "Stage" in alice.get("/forum/tags").get_data(as_text=True)
    assert _tag(alice, "draft, final") == 422
    assert mod.post("/forum/tags/groups", data=form).status_code == 409


def test_a_tag_taken_away_can_be_put_back(
    open_topic: Open, alice: Browser, mod: Browser, session: Session
) -> None:
    from forum_service.moderation.models import ModerationAct
    from forum_service.tags.removing import restore_tag

    open_topic()
    _tag(alice, "gardens")

    assert mod.post("/forum/tag/gardens/removal").status_code == 303
    assert _tags(session) == []

    undo = dict(session.scalars(select(ModerationAct)).one().undo or {})
    restore_tag(session, undo["slug"], description="", group=None, topics=undo["topics"])
    session.commit()
    assert _tags(session) == ["gardens"]


@pytest.mark.parametrize("tags", ["\x00", "x" * 500, "a\ufffe"])
def test_hostile_tags_are_refused(open_topic: Open, alice: Browser, tags: str) -> None:
    open_topic()

    assert _tag(alice, tags) == 422


def test_a_topic_is_opened_with_its_tags(open_topic: Open, session: Session) -> None:
    open_topic(tags="Wetlands, Peat")

    assert _tags(session) == ["wetland", "peat"]


def test_wrong_tags_do_not_lose_the_topic(alice: Browser) -> None:
    form = {"title": "Many tags", "forum": "knowledge", "raw": "My text", "tags": "a1,b1,c1,d1,e1,f1,g1"}

    answer = alice.post("/forum/topics", data=form)

    assert answer.status_code == 422
    assert "My text" in answer.get_data(as_text=True)


def test_the_page_of_a_topic_shows_its_tags_and_states(open_topic: Open, bob: Browser, mod: Browser) -> None:
    path = open_topic(tags="bogs")
    mod.post("/forum/t/1/states/archive")
    mod.post("/forum/t/1/states/unlist")

    page = bob.get(path).get_data(as_text=True)

    assert 'href="/forum/tag/bogs"' in page
    assert "Archived" in page
    assert "Unlisted" in page
    assert "it is a record" in page


@pytest.mark.parametrize("slug", ["%00", "%F0%9F%98%80", "x" * 2000, "%2e%2e", "a%0ab"])
def test_strange_names_are_nowhere(mod: Browser, slug: str) -> None:
    for path in ("/forum/tag/", "/forum/tags/groups/", "/forum/boards/", "/forum/f/"):
        assert mod.get(path + slug).status_code in (400, 403, 404), path


def _counts(session: Session) -> dict[str, int]:
    rows = session.execute(select(BoardTag.tag, BoardTag.topics_count).where(BoardTag.topics_count > 0))
    return {row.tag: row.topics_count for row in rows}


def test_two_topics_get_the_same_tag_at_once(open_topic: Open, alice: Browser, session: Session) -> None:
    for title in ("The first", "The second", "Another one"):
        open_topic(title)
    _tag(alice, "soil", topic=3)
    _tag(alice, "", topic=3)
    sessions = DATABASES.sessions(SERVICE)

    def tag_the_second() -> None:
        with sessions.begin() as other:
            tag_topic(other, 2, ["soil"], staff=False)

    with ThreadPoolExecutor() as pool, sessions.begin() as first:
        tag_topic(first, 1, ["soil"], staff=False)
        second = pool.submit(tag_the_second)
        while not second.done() and not session.scalar(
            text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        ):
            session.rollback()
        first.commit()
        second.result()

    assert _counts(session) == {"soil": 2}


def test_a_tag_is_counted_as_it_comes_and_goes(open_topic: Open, alice: Browser, session: Session) -> None:
    open_topic("The first")
    open_topic("The second")
    _tag(alice, "soil, sand", topic=1)
    _tag(alice, "soil", topic=2)
    _tag(alice, "sand, clay", topic=1)
    counted = {"soil": 1, "sand": 1, "clay": 1}
    assert _counts(session) == counted

    session.execute(update(BoardTag).values(topics_count=9))
    count_tags(session)

    assert _counts(session) == counted
