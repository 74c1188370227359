"""Posts that were taken down, put back or changed, and forums that were closed to somebody."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from corridor import clock
from corridor.events.forum import AccessLost, PostChanged
from corridor.testing import ALICE, CHARLIE, DATABASES
from corridor.testing.mailbox import Mailbox
from notify_service.channels.email.models import Mail
from notify_service.inbox.models import Counter, Item, Notice, WithdrawnNotice
from notify_service.inbox.withdrawing import KEPT, forget_withdrawn
from notify_service.members.models import Member
from notify_service.service import SERVICE
from tests.notify_service.world import (
    MONDAY,
    choose,
    happen,
    mailer,
    make_digests,
    members,
    need,
    opening,
    reply,
)


def changed(what: str, number: int = 2, **words: str) -> PostChanged:
    """The post in the topic on wetlands was edited, taken down or put back."""
    return PostChanged(post_id=1200 + number, what=what, topic_id=12, post_number=number, **words)


def _numbers(session: Session) -> list[int | None]:
    session.expire_all()
    return list(session.scalars(select(Item.position).order_by(Item.position)))


def _unread(session: Session) -> int:
    session.expire_all()
    return session.scalars(select(Counter.unread).where(Counter.account_id == ALICE.account_id)).one()


def test_a_post_taken_down_leaves_the_inbox_and_comes_back(session: Session) -> None:
    members(session)
    for number in (2, 3, 12):
        happen(session, reply((ALICE, "watching"), (CHARLIE, "watching"), number=number))

    happen(session, changed("destroyed"))
    happen(session, changed("destroyed"))
    assert _numbers(session) == [3, 3, 12, 12]
    assert _unread(session) == 2

    happen(session, changed("recovered"))
    happen(session, changed("recovered"))

    assert _numbers(session) == [2, 2, 3, 3, 12, 12]
    assert _unread(session) == 3
    assert session.scalars(select(WithdrawnNotice)).all() == []


def test_with_the_first_post_the_topic_goes_and_comes_but_for_what_was_taken_down_before(
    session: Session,
) -> None:
    members(session)
    happen(session, opening((ALICE, "watching")))
    for number in (2, 3):
        happen(session, reply((ALICE, "watching"), number=number))
    happen(session, reply((ALICE, "watching"), topic=13, number=2))

    happen(session, changed("destroyed", 3))
    happen(session, changed("destroyed", 1))
    assert session.scalars(select(Item.group_key)).all() == ["topic/13"]

    happen(session, changed("recovered", 1))

    here = select(Item.position).where(Item.group_key == "topic/12").order_by(Item.position)
    assert session.scalars(here).all() == [1, 2]


def test_what_was_taken_down_is_in_no_mail_at_once(session: Session, mailbox: Mailbox) -> None:
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    happen(session, reply((ALICE, "mentioned"), number=3))

    happen(session, changed("destroyed"))
    mailer(mailbox.url)

    (mail,) = mailbox.mails
    assert "Post 3" in mail.get_body(("plain",)).get_content()
    assert "Post 2" not in mail.get_body(("plain",)).get_content()


def test_a_mail_that_would_tell_nothing_does_not_go_until_the_post_is_put_back(
    session: Session, mailbox: Mailbox
) -> None:
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    happen(session, changed("destroyed"))
    mailer(mailbox.url)
    assert mailbox.mails == []

    happen(session, changed("recovered"))
    mailer(mailbox.url)
    mailer(mailbox.url)

    assert len(mailbox.mails) == 1


def test_a_mail_that_was_sent_is_not_sent_again(session: Session, mailbox: Mailbox) -> None:
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    mailer(mailbox.url)

    happen(session, changed("destroyed"))
    happen(session, changed("recovered"))
    mailer(mailbox.url)

    assert len(mailbox.mails) == 1


def test_a_mail_that_is_frozen_and_waits_is_written_anew(session: Session, mailbox: Mailbox) -> None:
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    happen(session, reply((ALICE, "mentioned"), number=3))
    # Nobody listens: composed and kept for later.
    mailer("smtp://127.0.0.1:9")
    assert session.scalars(select(Mail.mime)).one() is not None
    happen(session, reply((ALICE, "mentioned"), number=4))

    happen(session, changed("destroyed"))
    with time_machine.travel(clock.now() + timedelta(hours=5)):
        mailer(mailbox.url)
        mailer(mailbox.url)

    told = "".join(mail.get_body(("plain",)).get_content() for mail in mailbox.mails)
    assert "Post 2" not in told
    assert told.count("Post 3:") == told.count("Post 4:") == 1


def test_an_edited_post_is_mailed_as_it_is_now(session: Session, mailbox: Mailbox) -> None:
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    mailer("smtp://127.0.0.1:9")

    words = {"html": "<p>The maps of <em>2025</em>.</p>", "excerpt": "The maps of 2025.", "language": "en"}
    happen(session, changed("edited", **words))
    with time_machine.travel(clock.now() + timedelta(hours=5)):
        mailer(mailbox.url)

    told = mailbox.mails[0].get_body(("plain",)).get_content()
    assert "2025" in told
    assert "2024" not in told
    assert session.scalars(select(Notice.excerpt)).one() == "The maps of 2025."


def test_a_digest_tells_what_is_left_of_it(session: Session, mailbox: Mailbox) -> None:
    with time_machine.travel(MONDAY) as traveller:
        members(session)
        choose(session, ALICE, rhythm="daily", digest_hour=13)
        for number in (2, 3):
            happen(session, reply((ALICE, "tracking"), number=number))
        traveller.shift(timedelta(hours=2))
        make_digests()
        happen(session, changed("destroyed"))
        mailer(mailbox.url)
        (mail,) = mailbox.mails
        assert "Post 3" in mail.get_body(("plain",)).get_content()
        assert "Post 2" not in mail.get_body(("plain",)).get_content()

        happen(session, changed("recovered"))
        traveller.shift(timedelta(days=1))
        make_digests()
        mailer(mailbox.url)

    assert "Post 2" in mailbox.mails[1].get_body(("plain",)).get_content()


def test_a_digest_of_which_nothing_is_left_does_not_go(session: Session, mailbox: Mailbox) -> None:
    with time_machine.travel(MONDAY) as traveller:
        members(session)
        choose(session, ALICE, rhythm="daily", digest_hour=13)
        happen(session, reply((ALICE, "tracking")))
        traveller.shift(timedelta(hours=2))
        make_digests()
        happen(session, changed("destroyed"))
        mailer(mailbox.url)

    assert mailbox.mails == []
    session.expire_all()
    assert session.scalars(select(Mail.skipped)).all() == ["withdrawn"]


@pytest.mark.parametrize(
    ("closed", "left"),
    [
        ({"topic_id": 12}, ["need/0190a0e2-0000-7000-8000-000000000001", "topic/13", "topic/14"]),
        ({"forum_slug": "cooperation"}, ["need/0190a0e2-0000-7000-8000-000000000001", "topic/14"]),
        ({}, ["need/0190a0e2-0000-7000-8000-000000000001"]),
    ],
)
def test_what_is_closed_to_somebody_is_not_told_to_them(
    closed: dict[str, object], left: list[str], session: Session, mailbox: Mailbox
) -> None:
    members(session)
    for topic in (12, 13):
        happen(session, reply((ALICE, "mentioned"), (CHARLIE, "mentioned"), topic=topic))
    happen(session, reply((ALICE, "mentioned"), topic=14, forum_slug="knowledge"))
    happen(session, need((ALICE, "focal_point")))

    happen(session, AccessLost(accounts=[str(ALICE.account_id)], **closed))

    groups = select(Item.group_key).order_by(Item.group_key)
    assert session.scalars(groups.where(Item.account_id == ALICE.account_id)).all() == left
    assert len(session.scalars(groups.where(Item.account_id == CHARLIE.account_id)).all()) == 2
    assert _unread(session) == len(left)


def test_what_somebody_has_read_stays_theirs(session: Session) -> None:
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    session.execute(update(Item).values(read_at=clock.now()))
    session.commit()

    happen(session, AccessLost(accounts=[str(ALICE.account_id)], topic_id=12))

    assert _numbers(session) == [2]


def test_nothing_is_brought_back_for_who_left(session: Session) -> None:
    members(session)
    happen(session, reply((ALICE, "mentioned"), (CHARLIE, "mentioned")))
    happen(session, changed("destroyed"))
    session.execute(update(Member).where(Member.account_id == CHARLIE.account_id).values(active=False))
    session.commit()

    happen(session, changed("recovered"))

    assert session.scalars(select(Item.account_id)).all() == [ALICE.account_id]


def test_what_an_older_release_tells_changes_nothing(session: Session) -> None:
    members(session)
    happen(session, reply((ALICE, "mentioned")))

    happen(session, PostChanged(post_id=1202, what="destroyed"))

    assert _numbers(session) == [2]


def test_what_was_taken_down_for_good_is_forgotten(session: Session) -> None:
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    happen(session, changed("destroyed"))

    with DATABASES.sessions(SERVICE).begin() as other:
        forget_withdrawn(other, now=clock.now() + KEPT + timedelta(hours=1))

    assert session.scalars(select(WithdrawnNotice)).all() == []
