"""The demo world."""

from sqlalchemy import func, select

from corridor.demo import people
from corridor.service import Scale
from corridor.testing import settings_for
from notify_service.members.models import Member
from notify_service.preferences.models import Preference
from notify_service.seed import seed
from notify_service.service import SERVICE


def _seed(session):
    seed(session, settings_for(SERVICE), scale=Scale(), progress=lambda *_: None)
    session.commit()


def test_the_demo_people_have_chosen_and_a_second_seed_changes_nothing(session):
    _seed(session)
    before = session.execute(select(Preference.__table__).order_by("account_id")).all()

    _seed(session)

    assert session.scalar(select(func.count()).select_from(Member)) == len(people())
    assert session.execute(select(Preference.__table__).order_by("account_id")).all() == before
