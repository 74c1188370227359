"""What the forum's tests begin with."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from corridor.demo import Person
from corridor.testing import ALICE, BOB, add_member, client_for, service_fixtures, sign_in
from corridor.testing.browser import Browser
from forum_service.members.models import Member
from forum_service.service import SERVICE
from forum_service.topics.models import Topic

app, client, session = service_fixtures(SERVICE)

As = Callable[[Person], Browser]
Open = Callable[..., str]


@pytest.fixture
def as_() -> As:
    """A browser of its own for somebody: `as_(ALICE).get("/forum")`."""

    def browser(who: Person) -> Browser:
        return sign_in(client_for(SERVICE), who)

    return browser


@pytest.fixture
def alice(as_: As) -> Browser:
    return as_(ALICE)


@pytest.fixture
def bob(as_: As) -> Browser:
    return as_(BOB)


@pytest.fixture
def open_topic(alice: Browser) -> Open:
    """Alice opens a topic through the form; the path of its first post."""

    def open_(title: str = "Taxonomy for small museums", forum: str = "knowledge", **form: str) -> str:
        data = {"title": title, "forum": forum, "raw": "Who has tried *barcoding*?", **form}
        answer = alice.post("/forum/topics", data=data)
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return answer.headers["Location"]

    return open_


@pytest.fixture
def private_topic(session: Session, open_topic: Open) -> str:
    """A topic that only Alice may see; its path without a post number."""
    path = open_topic("Our case", "knowledge")
    topic = session.scalars(select(Topic)).one()
    session.execute(
        text("UPDATE topics SET audience = ARRAY[CAST(:me AS uuid)] WHERE id = :id"),
        {"me": ALICE.account_id, "id": topic.id},
    )
    session.commit()
    return path.rsplit("/", 1)[0]


@pytest.fixture
def know(session: Session) -> Callable[..., None]:
    """Make personas known to the forum without signing them in."""

    def know_(*people: Person) -> None:
        for person in people:
            add_member(session, Member, person)
        session.commit()

    return know_
