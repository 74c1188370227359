"""The copy of the members, kept by events that come in any order."""

from datetime import UTC, datetime

import pytest

from corridor.events.account import AccountChanged
from corridor.events.notify import UnreadChanged
from corridor.ids import uuid7
from corridor.members import member_handlers
from corridor.messaging.event import Meta, Transient
from corridor.testing import ALICE
from tests.support.notes.models import Member

HANDLERS = member_handlers(Member)
UNREAD = UnreadChanged(account_id=str(ALICE.account_id), unread=3)


def handle(session, event):
    meta = Meta(id=uuid7(), time=datetime.now(UTC), source="test", subject=event.subject, sequence=1)
    HANDLERS[type(event)](session, event, meta)


def test_a_number_that_overtakes_its_account_waits_for_it(session):
    with pytest.raises(Transient):
        handle(session, UNREAD)

    names = ("handle", "name", "email", "organisation", "country", "languages", "ui_language", "time_zone")
    known = {name: getattr(ALICE, name) for name in names}
    account = {"account_id": str(ALICE.account_id), "roles": list(ALICE.roles), "active": True}
    handle(session, AccountChanged(**known, **account))
    handle(session, UNREAD)

    assert session.get(Member, ALICE.account_id).unread_count == 3
