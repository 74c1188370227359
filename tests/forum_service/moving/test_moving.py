"""Posts and topics that moderators move: nothing is lost, links go on, counts stay right."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from corridor.testing import ALICE, BOB, MOD, persona
from corridor.testing.browser import Browser
from forum_service.posts.models import Post
from forum_service.topics.models import Topic
from forum_service.tracking.models import TopicReader
from tests.forum_service.conftest import As, Open
from tests.forum_service.moderation.told import told, who

STEWARD = persona("stella", "expert", "group:stewards")
EXPERT = persona("eve", "expert")
NEW_TOPIC = {"where": "new", "title": "Seeds, a topic of their own", "forum": "knowledge"}


@pytest.fixture(autouse=True)
def _known(session: Session, know: Callable[..., None]) -> None:
    know(ALICE, BOB, MOD, STEWARD, EXPERT)
    session.execute(text("UPDATE boards SET moderate_roles = '{group:stewards}' WHERE slug = 'knowledge'"))
    session.commit()


@pytest.fixture
def mod(as_: As) -> Browser:
    return as_(MOD)


@pytest.fixture
def talk(open_topic: Open, alice: Browser, bob: Browser) -> str:
    """Alice asks; Bob turns to seeds (2), Alice answers him (3), Bob comes back (4)."""
    path = open_topic()
    bob.post("/forum/t/1/replies", data={"raw": "What about seeds?"})
    alice.post("/forum/t/1/replies", data={"raw": "Seeds are another matter", "reply_to": "2"})
    bob.post("/forum/t/1/replies", data={"raw": "Back to barcodes"})
    return path.rsplit("/", 1)[0]


def places(session: Session) -> list[tuple[int, int, str]]:
    session.expire_all()
    rows = session.execute(
        select(Post.topic_id, Post.number, Post.raw).where(~Post.hidden).order_by(Post.topic_id, Post.number)
    )
    return [(topic, number, raw.split()[0]) for topic, number, raw in rows]


def counts(session: Session) -> dict[str, tuple[int, int]]:
    """What each forum says of itself, which must be what is there."""
    rows = session.execute(
        text(
            """
            SELECT b.slug, b.topics_count, b.posts_count,
                (SELECT count(*) FROM topics t WHERE t.board_id = b.id AND NOT t.hidden) AS topics,
                (SELECT count(*) FROM posts p JOIN topics t ON t.id = p.topic_id
                 WHERE t.board_id = b.id AND NOT t.hidden AND NOT p.hidden) AS posts
            FROM boards b WHERE b.kind = 'forum'
            """
        )
    ).all()
    assert [(row.topics_count, row.posts_count) for row in rows] == [(row.topics, row.posts) for row in rows]
    return {row.slug: (row.topics, row.posts) for row in rows}


def test_posts_become_a_topic_of_their_own(talk: str, mod: Browser, session: Session) -> None:
    answer = mod.post("/forum/t/1/moving", data={"numbers": "2-3", **NEW_TOPIC})

    assert answer.status_code == 303
    assert places(session) == [
        (1, 1, "Who"),
        (1, 4, "Back"),
        (1, 5, "2"),
        (2, 1, "What"),
        (2, 2, "Seeds"),
    ]
    assert session.scalars(select(Post.reply_to).where(Post.topic_id == 2)).all() == [None, 1]
    new = session.get_one(Topic, 2)
    assert (new.author_id, new.posts_count, new.highest_post_number) == (BOB.account_id, 2, 2)
    assert new.participant_ids == [ALICE.account_id, BOB.account_id]
    assert counts(session)["knowledge"] == (2, 5)


def test_links_to_moved_posts_go_on(talk: str, mod: Browser, bob: Browser) -> None:
    mod.post("/forum/t/1/moving", data={"numbers": "2-3", **NEW_TOPIC})

    answer = bob.get(f"{talk}/3")

    assert answer.status_code in (301, 302, 303, 308)
    assert answer.headers["Location"].endswith("/forum/t/seeds-a-topic-of-their-own/2/2")


def test_the_old_topic_says_where_they_went_and_the_authors_are_told(
    talk: str, mod: Browser, bob: Browser, session: Session
) -> None:
    mod.post("/forum/t/1/moving", data={"pick": ["2", "3"], **NEW_TOPIC})

    page = bob.get(talk).get_data(as_text=True)

    assert "2 posts were moved to" in page
    assert "/forum/t/seeds-a-topic-of-their-own/2/1" in page
    (event,) = told(session, "moderation_moved")
    assert who(event) == {str(ALICE.account_id), str(BOB.account_id)}


def test_what_was_read_stays_read(talk: str, mod: Browser, as_: As, session: Session) -> None:
    eve = as_(EXPERT)
    eve.post("/forum/t/1/tracking", data={"level": "3"})
    eve.post("/forum/t/1/reading", data={"number": "2"})

    mod.post("/forum/t/1/moving", data={"numbers": "2-3", **NEW_TOPIC})

    mine = select(TopicReader).where(TopicReader.account_id == EXPERT.account_id, TopicReader.topic_id == 2)
    reader = session.scalars(mine).one()
    assert (reader.last_read, reader.unread, reader.level) == (1, True, 3)


def test_the_search_finds_them_in_their_new_place(talk: str, mod: Browser, bob: Browser) -> None:
    mod.post("/forum/t/1/moving", data={"numbers": "2-3", **NEW_TOPIC, "forum": "cooperation"})

    found = bob.get("/forum/search?q=seeds&forum=cooperation").get_data(as_text=True)

    assert "/forum/t/seeds-a-topic-of-their-own/2/1" in found


def test_a_topic_is_merged_into_another_and_its_address_leads_there(
    talk: str, mod: Browser, bob: Browser, open_topic: Open, session: Session
) -> None:
    target = open_topic("Museums in general", "cooperation")

    answer = mod.post(
        "/forum/t/1/moving",
        data={"everything": "true", "where": "existing", "target": f"http://localhost{target}"},
    )

    assert answer.headers["Location"] == "/forum/t/museums-in-general/2"
    assert [place[:2] for place in places(session)] == [(2, 1), (2, 2), (2, 3), (2, 4), (2, 5)]
    assert counts(session)["knowledge"] == (0, 0)
    assert counts(session)["cooperation"] == (1, 5)
    assert bob.get(talk).headers["Location"].endswith("/forum/t/museums-in-general/2/2")
    assert bob.get(f"{talk}/4").headers["Location"].endswith("/forum/t/museums-in-general/2/5")


@pytest.mark.parametrize("whole", [True, False])
def test_a_move_is_taken_back(
    talk: str, mod: Browser, open_topic: Open, session: Session, bob: Browser, whole: bool
) -> None:
    open_topic("Museums in general", "cooperation")
    before, counted = places(session), counts(session)
    what = {"everything": "true"} if whole else {"numbers": "2-3"}
    mod.post("/forum/t/1/moving", data={**what, "where": "existing", "target": "2"})

    assert mod.post("/forum/moderation/acts/1/undoing").status_code == 303

    assert places(session) == before
    assert counts(session) == counted
    assert bob.get(f"{talk}/3").status_code == 200
    assert session.scalars(select(Post.reply_to).where(Post.number == 3)).all() == [2]


def test_a_split_is_taken_back_and_leaves_no_empty_topic(talk: str, mod: Browser, session: Session) -> None:
    before, counted = places(session), counts(session)
    mod.post("/forum/t/1/moving", data={"numbers": "2", **NEW_TOPIC})

    mod.post("/forum/moderation/acts/1/undoing")

    assert places(session) == before
    assert counts(session) == counted


def test_a_topic_moves_to_another_forum_with_a_word_of_it(
    talk: str, mod: Browser, bob: Browser, session: Session
) -> None:
    mod.post("/forum/t/1/forum", data={"forum": "cooperation"})

    assert "This topic was moved here from" in bob.get(talk).get_data(as_text=True)
    assert counts(session)["knowledge"] == (0, 0)
    assert counts(session)["cooperation"] == (1, 5)
    mod.post("/forum/moderation/acts/1/undoing")
    assert counts(session)["knowledge"] == (1, 4)


def test_a_topic_taken_away_comes_back(talk: str, mod: Browser, bob: Browser, session: Session) -> None:
    assert "Its 4 posts disappear" in mod.get("/forum/t/1/deletion").get_data(as_text=True)
    mod.post("/forum/t/1/deletion", data={"reason": "Twice the same."})
    assert bob.get(talk).status_code == 404
    assert counts(session)["knowledge"] == (0, 0)

    mod.post("/forum/moderation/acts/1/undoing")

    assert bob.get(talk).status_code == 200
    assert counts(session)["knowledge"] == (1, 4)


def test_moderators_move_between_their_own_forums_only(talk: str, as_: As, open_topic: Open) -> None:
    open_topic("Museums in general", "cooperation")
    steward = as_(STEWARD)

    assert steward.get("/forum/t/1/moving").status_code == 200
    into_others = {"numbers": "2", "where": "existing", "target": "2"}
    assert steward.post("/forum/t/1/moving", data=into_others).status_code == 403
    assert steward.post("/forum/t/1/forum", data={"forum": "cooperation"}).status_code == 422
    assert steward.post("/forum/t/2/deletion", data={}).status_code == 403
    assert as_(BOB).get("/forum/t/1/moving").status_code == 403


def test_private_topics_stay(private_topic: str, alice: Browser, mod: Browser, session: Session) -> None:
    assert mod.get("/forum/t/1/moving").status_code == 404
    session.execute(
        text("UPDATE topics SET audience = audience || CAST(:mod AS uuid)"), {"mod": MOD.account_id}
    )
    session.commit()

    assert mod.post("/forum/t/1/moving", data={"numbers": "1", **NEW_TOPIC}).status_code == 409
    assert mod.post("/forum/t/1/forum", data={"forum": "cooperation"}).status_code == 409
    assert mod.post("/forum/t/1/deletion", data={}).status_code == 409


def test_a_wrong_choice_keeps_what_was_typed(talk: str, mod: Browser) -> None:
    for data in ({"numbers": "1", **NEW_TOPIC}, {**NEW_TOPIC}, {"numbers": "2", **NEW_TOPIC, "title": "x"}):
        answer = mod.post("/forum/t/1/moving", data=data)
        assert answer.status_code == 422
        assert data["title"] in answer.get_data(as_text=True)
    lost = {"numbers": "2", "where": "existing", "target": "99"}
    assert mod.post("/forum/t/1/moving", data=lost).status_code == 422


def test_the_acts_stand_behind_more(talk: str, mod: Browser, as_: As) -> None:
    assert "/forum/t/1/moving" in mod.get("/forum/t/1/more").get_data(as_text=True)
    assert "/forum/t/1/deletion" in as_(STEWARD).get("/forum/t/1/more").get_data(as_text=True)
    assert "/forum/t/1/moving" not in as_(BOB).get("/forum/t/1/more").get_data(as_text=True)
