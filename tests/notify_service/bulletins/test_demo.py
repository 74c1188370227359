"""The notifications of the demo world."""

from sqlalchemy import func, select

from corridor.demo import person
from corridor.service import Scale
from corridor.testing import settings_for, sign_in
from notify_service.bulletins.models import Bulletin, Recipient
from notify_service.register.models import Entry
from notify_service.seed import seed
from notify_service.service import SERVICE


def _seed(session):
    seed(session, settings_for(SERVICE), scale=Scale(), progress=lambda *_: None)
    session.commit()


def _counts(session):
    return [session.scalar(select(func.count()).select_from(table)) for table in (Entry, Bulletin, Recipient)]


def test_the_desk_shows_each_state_and_a_second_seed_changes_nothing(client, session):
    _seed(session)
    before = _counts(session)
    _seed(session)
    sign_in(client, person("helen.marsh"))

    states = session.scalars(select(Bulletin.state).order_by(Bulletin.state)).all()
    desk = client.get("/notify/bulletins/desk").text

    assert _counts(session) == before
    assert before[0] > 300
    assert states == ["draft", "sent", "sent", "submitted"]
    assert "Call for expressions of interest to host a subregional support centre" in desk
    assert "not reached" in desk
