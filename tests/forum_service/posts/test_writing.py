"""Opening, answering, quoting, editing, hiding: by forms, as a browser without scripts sends them."""

import json
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from corridor.messaging.tables import outbox
from corridor.testing import ALICE, BOB, CHARLIE, MOD, persona
from corridor.testing.browser import Browser
from forum_service.posts.models import Post, PostRevision
from forum_service.topics.models import Topic
from tests.forum_service.conftest import As, Open

REPLIES = "/forum/t/1/replies"


def _events(session: Session, type_: str) -> list[dict]:
    rows = session.scalars(select(outbox.c.body).where(outbox.c.type == type_).order_by(outbox.c.recorded_at))
    return [(json.loads(row) if isinstance(row, str | bytes) else row)["data"] for row in rows]


def _reasons(event: dict) -> dict[str, str]:
    return {one["account_id"]: one["reason"] for one in event["recipients"]}


def test_a_reply_goes_to_its_stable_path_and_counts(open_topic: Open, bob: Browser, session: Session) -> None:
    open_topic()

    answer = bob.post(REPLIES, data={"raw": "We have, for eleven dollars."})

    assert answer.headers["Location"] == "/forum/t/taxonomy-for-small-museums/1/2"
    topic = session.scalars(select(Topic)).one()
    assert (topic.posts_count, topic.highest_post_number, topic.participant_ids) == (
        2,
        2,
        [BOB.account_id, ALICE.account_id],
    )


def test_a_retried_reply_is_posted_once(open_topic: Open, bob: Browser, session: Session) -> None:
    open_topic()
    form = {"raw": "Only once, please.", "_key": "a-key-of-this-form"}

    first, second = bob.post(REPLIES, data=form), bob.post(REPLIES, data=form)

    assert first.headers["Location"] == second.headers["Location"]
    assert session.scalar(select(func.count(Post.id))) == 2


def test_replies_at_the_same_time_get_numbers_without_a_gap(
    open_topic: Open, as_: As, session: Session
) -> None:
    open_topic()
    browsers = [as_(persona(f"writer{n}", "expert")) for n in range(8)]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda one: one.post(REPLIES, data={"raw": "Me too."}), browsers))

    assert {answer.status_code for answer in answers} == {303}
    assert list(session.scalars(select(Post.number).order_by(Post.number))) == list(range(1, 10))


def test_an_invalid_reply_keeps_what_was_typed(open_topic: Open, bob: Browser) -> None:
    open_topic()

    answer = bob.post(REPLIES, data={"raw": "|" + "a|" * 31 + "\n|" + "-|" * 31})

    assert answer.status_code == 422
    assert "a|a|a|" in answer.get_data(as_text=True)


def test_unknown_fields_are_refused(open_topic: Open, bob: Browser) -> None:
    open_topic()

    for extra in ({"author_id": str(ALICE.account_id)}, {"pinned": "true"}, {"number": "1"}):
        assert bob.post(REPLIES, data={"raw": "x", **extra}).status_code == 422


def test_people_are_told_once_with_the_strongest_reason(
    open_topic: Open, bob: Browser, know, session: Session
) -> None:
    watcher = persona("carol", "expert")
    know(watcher)
    open_topic()
    bob.post(
        REPLIES, data={"raw": "> [Alice #1](/forum/t/x/1/1):\n> barcoding\n\nYes @alice", "reply_to": "1"}
    )

    opened, replied = (
        _events(session, "forum.topic_opened.v1")[0],
        _events(session, "forum.reply_posted.v1")[0],
    )

    assert _reasons(opened) == {str(who.account_id): "watching" for who in (watcher, BOB)}
    followed = {str(watcher.account_id): "tracking"}
    assert _reasons(replied) == {str(ALICE.account_id): "mentioned"} | followed
    assert replied["url"] == "http://localhost/forum/t/taxonomy-for-small-museums/1/2"
    assert replied["excerpt"] == "Yes @alice"


def test_a_mention_of_who_may_not_see_does_nothing(
    alice: Browser, open_topic: Open, know, session: Session
) -> None:
    expert = persona("eve", "expert")
    know(expert, CHARLIE)

    open_topic("Advice", "iag", raw="@eve @charlie what do you think?")

    assert _reasons(_events(session, "forum.topic_opened.v1")[0]) == {}
    assert "/account/members/eve" not in session.scalars(select(Post.html)).one()


def test_a_large_forum_is_told_in_chunks(open_topic: Open, session: Session) -> None:
    session.execute(
        text(
            "INSERT INTO members (account_id, handle, name, roles) "
            "SELECT gen_random_uuid(), 'm' || n, 'M', '{expert}' FROM generate_series(1, 1100) n"
        )
    )
    session.commit()

    open_topic()

    events = _events(session, "forum.topic_opened.v1")
    assert sorted((one["chunk"], len(one["recipients"])) for one in events) == [(1, 500), (2, 500), (3, 100)]


def test_a_quotation_is_prepared_by_the_server(open_topic: Open, bob: Browser) -> None:
    path = open_topic()

    page = bob.get(path.removesuffix("/1") + "/reply?quote=1").get_data(as_text=True)

    assert "&gt; [Alice #1](/forum/t/taxonomy-for-small-museums/1/1):" in page
    assert 'name="reply_to" value="1"' in page


def test_an_edit_keeps_the_text_before_it(open_topic: Open, as_: As, session: Session) -> None:
    open_topic()

    as_(MOD).post("/forum/posts/1", data={"raw": "Who has tried **barcoding**?", "language": "en"})

    assert session.scalars(select(PostRevision.raw)).one() == "Who has tried *barcoding*?"
    assert session.scalars(select(Post.html)).one() == "<p>Who has tried <strong>barcoding</strong>?</p>\n"
    assert "<em>barcoding</em>" in as_(BOB).get("/forum/posts/1/revisions").get_data(as_text=True)


def test_somebody_elses_post_cannot_be_edited(open_topic: Open, bob: Browser) -> None:
    open_topic()

    assert bob.get("/forum/posts/1/edit").status_code == 403
    assert bob.post("/forum/posts/1", data={"raw": "Mine now"}).status_code == 403


def test_a_hidden_post_is_as_absent_and_leaves_a_gap(open_topic: Open, bob: Browser, as_: As) -> None:
    path = open_topic()
    bob.post(REPLIES, data={"raw": "Buy cheap watches"})
    bob.post(REPLIES, data={"raw": "Sorry for that."})

    as_(MOD).post("/forum/posts/2/hiding")

    topic = path.removesuffix("/1")
    assert "cheap watches" not in bob.get(topic).get_data(as_text=True)
    assert bob.get(f"{topic}/2").status_code == 404
    assert bob.get(f"{topic}/3").status_code == 200
    assert bob.get("/forum/posts/2").status_code == 404
    assert "cheap" not in bob.get("/forum/search?q=watches").get_data(as_text=True).split("</form>", 2)[-1]


def test_a_closed_topic_takes_no_reply_and_loses_no_text(open_topic: Open, bob: Browser, as_: As) -> None:
    open_topic()
    as_(MOD).post("/forum/t/1/closure")

    answer = bob.post(REPLIES, data={"raw": "One more thing"})

    assert answer.status_code == 409
    assert "One more thing" in answer.get_data(as_text=True)


def test_the_language_is_told_from_the_text(open_topic: Open, session: Session) -> None:
    open_topic("可以用吗？", raw="公民科学平台的照片可以用吗？")
    open_topic("Les données", raw="Comment garantir la qualité des données pour les agents ?")
    open_topic("Named by hand", raw="Namaste", language="es")

    assert list(session.scalars(select(Post.language).order_by(Post.id))) == ["zh", "fr", "es"]


def test_a_preview_needs_no_script(bob: Browser) -> None:
    form = {"title": "A title", "forum": "knowledge", "raw": "**So** it will look", "_draft_key": "new"}

    page = bob.post("/forum/preview", data=form).get_data(as_text=True)

    assert "<strong>So</strong>" in page
    assert "**So** it will look" in page
    assert 'value="A title"' in page
