"""What is kept here of somebody who left for good: no name, no address, and no words they took along."""

import pytest
from sqlalchemy import select

from corridor import clock
from corridor.events.account import AccountLeft
from corridor.testing import ALICE, BOB
from notify_service.channels.email.models import Mail
from notify_service.inbox.models import Notice, WithdrawnNotice
from notify_service.inbox.withdrawing import withdraw_post
from tests.notify_service.world import happen, mailer, members, reply


def _leaves(session, who, *, posts="keep"):
    happen(session, AccountLeft(account_id=str(who.account_id), posts=posts))
    session.expire_all()


@pytest.mark.parametrize("posts", ["keep", "remove"])
def test_what_others_were_told_names_nobody_any_more(session, posts):
    members(session)
    happen(session, reply((ALICE, "mentioned")))

    _leaves(session, BOB, posts=posts)

    notice = session.scalars(select(Notice)).one()
    assert (notice.actor_name, notice.actor_organisation) == ("", "")
    assert bool(notice.html) == bool(notice.excerpt) == (posts == "keep")


def test_what_may_be_put_back_names_nobody_either(session):
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    withdraw_post(session, "topic/12", 2, now=clock.now())

    _leaves(session, BOB, posts="remove")

    notice = session.scalars(select(WithdrawnNotice)).one().notice
    assert [notice[name] for name in ("actor_name", "actor_organisation", "excerpt", "html")] == [""] * 4
    assert notice["title"] == "Which wetlands have been mapped?"


def test_of_mails_that_went_nothing_personal_stays(session, mailbox):
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    mailer(mailbox.url)
    assert session.scalars(select(Mail.subject)).one()

    _leaves(session, ALICE)

    mail = session.scalars(select(Mail)).one()
    assert (mail.address, mail.subject, mail.answer, mail.words) == ("", "", "", {})
