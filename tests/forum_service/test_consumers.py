"""What the forum does when others tell something."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.events.forum import CaseTopicOpened
from corridor.events.matchmaking import CaseOpened, NeedPublished, NeedWithdrawn
from corridor.ids import demo_id, uuid7
from corridor.messaging.event import Meta
from corridor.messaging.tables import outbox
from corridor.testing import ALICE, BOB, MOD
from forum_service.consumers import HANDLERS
from forum_service.posts.models import Post
from forum_service.topics.models import Topic
from tests.forum_service.conftest import As

NEED = {
    "need_id": str(demo_id("need", "1")),
    "title": "Natural [regeneration](javascript:x) of walnut",
    "party": "KG",
    "party_name": "Kyrgyzstan",
    "url": "http://localhost/match/needs/1",
    "language": "en",
    "excerpt": "Forty thousand hectares.",
    "actor_id": str(ALICE.account_id),
    "actor_name": "Alice",
    "happened_at": "2026-11-20T10:00:00+00:00",
}


def _handle(session: Session, event) -> None:
    meta = Meta(id=uuid7(), time=datetime.now(UTC), source="matchmaking", subject=event.subject)
    HANDLERS[type(event)](session, event, meta)
    session.commit()


def _case() -> CaseOpened:
    people = [{"account_id": str(who.account_id), "reason": "participant"} for who in (ALICE, BOB)]
    case = {"case_id": str(demo_id("case", "1")), "provider_slug": "carec", "provider_name": "CAREC"}
    return CaseOpened(**NEED, **case, recipients=people)


def test_a_case_gets_a_private_topic_once(session: Session, as_: As) -> None:
    _handle(session, _case())
    _handle(session, _case())

    topic = session.scalars(select(Topic)).one()
    path = f"/forum/t/{topic.slug}/{topic.id}"
    assert as_(ALICE).get(path).status_code == 200
    assert as_(BOB).get(path).status_code == 200
    assert as_(MOD).get(path).status_code == 404
    told = session.scalars(select(outbox.c.body).where(outbox.c.type == CaseTopicOpened.type)).all()
    assert len(told) == 2
    assert f"http://localhost{path}" in str(told[0])


def test_words_of_others_stay_words_in_the_opening_post(session: Session) -> None:
    _handle(session, _case())

    html = session.scalars(select(Post.html)).one()

    assert 'href="javascript' not in html
    assert 'href="http://localhost/match/needs/1"' in html


def test_a_published_need_is_on_the_home_page_until_withdrawn(session: Session, as_: As) -> None:
    alice = as_(ALICE)

    _handle(session, NeedPublished(**NEED, recipients=[]))
    assert "Natural [regeneration]" in alice.get("/").get_data(as_text=True)

    _handle(session, NeedWithdrawn(**NEED, recipients=[]))
    assert "Natural [regeneration]" not in alice.get("/").get_data(as_text=True)


def test_a_need_that_was_withdrawn_before_its_publication_came_stays_away(session: Session, as_: As) -> None:
    _handle(session, NeedWithdrawn(**NEED, recipients=[]))
    _handle(session, NeedPublished(**NEED, recipients=[]))

    assert "Natural [regeneration]" not in as_(ALICE).get("/").get_data(as_text=True)


def test_a_crowd_of_names_in_an_offer_keeps_no_case_from_its_topic(session: Session) -> None:
    crowd = " ".join(f"@n{number}" for number in range(40))
    case = _case()
    _handle(session, replace(case, title=f"{crowd} walnut", excerpt=crowd))

    assert session.scalars(select(Topic)).one()
