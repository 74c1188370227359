"""Old messages and notices go; what is still unread stays."""

from datetime import timedelta

import time_machine
from sqlalchemy import func, select

from corridor.testing import ALICE, DATABASES, settings_for
from notify_service.channels.email.forgetting import forget_old_messages
from notify_service.channels.email.models import Mail
from notify_service.inbox.models import Item
from notify_service.service import SERVICE
from tests.notify_service.world import MONDAY, happen, mailer, members, read_up_to, reply


def _forget():
    forget_old_messages(DATABASES.sessions(SERVICE), settings_for(SERVICE))


def test_bodies_of_mails_go_after_a_fortnight(session, mailbox):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        happen(session, reply((ALICE, "mentioned")))
        mailer(mailbox.url)

        clock.shift(timedelta(days=13))
        _forget()
        assert session.scalar(select(func.length(Mail.mime))) > 0

        clock.shift(timedelta(days=2))
        _forget()

    session.rollback()
    assert session.execute(select(Mail.state, func.length(Mail.mime))).one() == ("sent", None)


def test_read_notices_go_after_half_a_year_and_unread_ones_stay(session):
    with time_machine.travel(MONDAY, tick=False) as clock:
        members(session)
        happen(session, reply((ALICE, "mentioned"), topic=20))
        happen(session, reply((ALICE, "mentioned"), topic=21))
        happen(session, read_up_to(2, topic=20))

        clock.shift(timedelta(days=181))
        _forget()

    assert session.scalars(select(Item.group_key)).all() == ["topic/21"]
