"""Posts that a moderator looks at before they appear."""

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from corridor.testing import ALICE, BOB, MOD, persona
from corridor.testing.browser import Browser
from forum_service.approval.models import HeldPost
from forum_service.posts.models import Post
from forum_service.topics.models import Topic
from tests.forum_service.conftest import As, Open
from tests.forum_service.moderation.told import told, who

OTHER_STEWARD = persona("oscar", "expert", "group:others")


@pytest.fixture(autouse=True)
def _first_two_wait(session: Session, know) -> None:
    know(ALICE, BOB, MOD, OTHER_STEWARD)
    session.execute(text("UPDATE boards SET approve_first = 2 WHERE slug = 'knowledge'"))
    session.execute(text("UPDATE boards SET moderate_roles = '{group:others}' WHERE slug = 'cooperation'"))
    session.commit()


@pytest.fixture
def topic(as_: As) -> str:
    """A topic of a moderator, which appears at once."""
    data = {"title": "Rules of the house", "forum": "knowledge", "raw": "Be kind."}
    return as_(MOD).post("/forum/topics", data=data).headers["Location"]


@pytest.fixture
def waiting(topic: str, bob: Browser) -> str:
    answer = bob.post("/forum/t/1/replies", data={"raw": "My *first* words"})
    assert answer.headers["Location"] == "/forum/waiting/1"
    return topic


def posts(session: Session) -> int:
    session.expire_all()
    return session.scalar(select(func.count()).select_from(Post)) or 0


def test_a_first_post_waits_and_only_its_author_and_the_moderators_see_it(
    waiting: str, bob: Browser, as_: As, session: Session
) -> None:
    assert posts(session) == 1
    assert "Your post waits for a moderator" in bob.get("/forum/waiting/1").get_data(as_text=True)
    assert "Rules of the house" in bob.get("/forum/waiting").get_data(as_text=True)
    assert as_(ALICE).get("/forum/waiting/1").status_code == 404
    assert as_(OTHER_STEWARD).get("/forum/moderation/held/1").status_code == 404
    assert "My <em>first</em> words" in as_(MOD).get("/forum/moderation/held/1").get_data(as_text=True)
    (event,) = told(session, "moderation_held")
    assert who(event) == {str(MOD.account_id)}


def test_it_appears_in_its_authors_name(waiting: str, as_: As, session: Session, bob: Browser) -> None:
    answer = as_(MOD).post("/forum/moderation/held/1/approval")

    assert answer.headers["Location"] == "/forum/t/rules-of-the-house/1/2"
    assert "My <em>first</em> words" in bob.get(waiting).get_data(as_text=True)
    assert session.scalars(select(Post.author_id).where(Post.number == 2)).one() == BOB.account_id
    (event,) = told(session, "moderation_approved")
    assert who(event) == {str(BOB.account_id)}


def test_a_refused_text_goes_back_with_the_reason(
    waiting: str, as_: As, session: Session, bob: Browser
) -> None:
    as_(MOD).post("/forum/moderation/held/1/refusal", data={"reason": "Please say it in French."})

    page = bob.get("/forum/waiting/1").get_data(as_text=True)

    assert posts(session) == 1
    assert "Please say it in French." in page
    assert "My *first* words" in page
    (event,) = told(session, "moderation_refused")
    assert "<em>first</em>" in event.html


def test_a_refusal_is_taken_back(waiting: str, as_: As, session: Session) -> None:
    mod = as_(MOD)
    mod.post("/forum/moderation/held/1/refusal", data={"reason": "A mistake."})

    mod.post("/forum/moderation/acts/1/undoing")

    assert session.scalars(select(HeldPost.state)).all() == ["waiting"]


def test_it_is_decided_once(waiting: str, as_: As) -> None:
    mod = as_(MOD)
    mod.post("/forum/moderation/held/1/approval")

    answer = mod.post("/forum/moderation/held/1/refusal", data={"reason": "Too late."})

    assert answer.status_code == 409


def test_the_author_takes_it_back(waiting: str, bob: Browser, as_: As) -> None:
    bob.post("/forum/waiting/1/withdrawal")

    assert as_(MOD).post("/forum/moderation/held/1/approval").status_code == 409
    assert "My *first* words" in bob.get("/forum/waiting/1").get_data(as_text=True)


def test_after_the_first_posts_nothing_waits(waiting: str, bob: Browser, as_: As) -> None:
    mod = as_(MOD)
    bob.post("/forum/t/1/replies", data={"raw": "Second"})
    mod.post("/forum/moderation/held/1/approval")
    mod.post("/forum/moderation/held/2/approval")

    answer = bob.post("/forum/t/1/replies", data={"raw": "Third"})

    assert answer.headers["Location"].startswith("/forum/t/")


def test_a_topic_waits_with_its_title(as_: As, bob: Browser, session: Session) -> None:
    data = {"title": "Where are the seeds?", "forum": "knowledge", "raw": "I look for them."}
    assert bob.post("/forum/topics", data=data).headers["Location"] == "/forum/waiting/1"
    assert session.scalars(select(Topic)).all() == []

    as_(MOD).post("/forum/moderation/held/1/approval")

    assert session.scalars(select(Topic.title)).all() == ["Where are the seeds?"]
    assert session.scalars(select(Topic.author_id)).all() == [BOB.account_id]


def test_elsewhere_nothing_waits(open_topic: Open, session: Session) -> None:
    open_topic(forum="cooperation")

    assert session.scalars(select(HeldPost)).all() == []
