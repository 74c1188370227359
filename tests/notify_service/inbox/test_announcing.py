"""What reaches an inbox, once, and how the bell counts it."""

from datetime import timedelta

from sqlalchemy import func, select

from corridor import clock
from corridor.events.account import RoleGranted
from corridor.ids import uuid7
from corridor.messaging import outbox
from corridor.messaging.tables import outbox as outbox_table
from corridor.testing import ALICE, BOB, CHARLIE, deliver
from notify_service.channels.email.models import Mail
from notify_service.inbox.models import Counter, Item
from notify_service.inbox.queries import waiting_for_digest
from notify_service.members.models import Member
from notify_service.preferences.actions import choose_channels
from notify_service.service import SERVICE
from tests.notify_service.world import happen, mailer, members, need, opening, read_up_to, reply


def _items(session):
    session.expire_all()
    return session.scalars(select(Item).order_by(Item.happened_at)).all()


def test_the_same_event_twice_is_one_item_and_one_mail(session):
    members(session)
    event, event_id = reply((ALICE, "mentioned")), uuid7()

    happen(session, event, event_id=event_id)
    happen(session, event, event_id=event_id)

    assert len(_items(session)) == 1
    assert session.scalar(select(func.count()).select_from(Mail)) == 1
    assert session.scalar(select(Counter.unread)) == 1


def test_of_several_reasons_the_closest_counts(session):
    members(session)

    happen(session, reply((ALICE, "watching"), (ALICE, "mentioned")))

    (item,) = _items(session)
    assert (item.reason, item.kind, item.channel) == ("mentioned", "mention", "mail")


def test_a_published_need_is_a_match_for_the_staff_of_a_centre(session):
    members(session)
    from corridor.events.matchmaking import NeedPublished

    published = NeedPublished(**need((ALICE, "centre_staff"), (CHARLIE, "representative")).to_data())
    happen(session, published)

    assert {(item.account_id, item.kind) for item in _items(session)} == {
        (ALICE.account_id, "match"),
        (CHARLIE.account_id, "need"),
    }


def test_what_somebody_does_not_want_is_not_kept(session):
    members(session)
    choose_channels(session, ALICE.account_id, {("forum_reply", "cooperation"): "none"})

    happen(session, reply((ALICE, "watching")))

    assert _items(session) == []


def test_a_reading_that_arrives_before_its_post_counts(session):
    members(session)

    happen(session, read_up_to(2))
    happen(session, reply((ALICE, "mentioned"), number=2))
    happen(session, reply((ALICE, "mentioned"), number=3))

    assert [item.read_at is None for item in _items(session)] == [False, True]


def test_reading_a_topic_reads_what_came_up_to_there(session):
    members(session)
    happen(session, opening((ALICE, "watching")))
    happen(session, reply((ALICE, "watching"), number=2))
    happen(session, reply((ALICE, "watching"), number=3))

    happen(session, read_up_to(2))

    assert [item.read_at is None for item in _items(session)] == [False, False, True]
    assert session.scalar(select(Counter.unread)) == 1


def test_every_change_of_the_count_is_told_with_a_growing_sequence(session):
    members(session)
    happen(session, reply((ALICE, "mentioned"), number=2))
    happen(session, reply((ALICE, "mentioned"), number=3))
    happen(session, read_up_to(3))

    told = session.execute(select(outbox_table.c.sequence, outbox_table.c.body).order_by("position")).all()

    assert [row.sequence for row in told] == sorted({row.sequence for row in told})
    assert [
        f'"unread":{count}' in row.body.replace(" ", "") for count, row in zip((1, 2, 0), told, strict=True)
    ]


def test_the_bell_of_this_service_follows(session):
    members(session)
    outbox.record(session, reply((ALICE, "mentioned")))
    session.commit()

    deliver(SERVICE)

    assert session.scalar(select(Member.unread_count).where(Member.account_id == ALICE.account_id)) == 1


def test_a_granted_role_is_told(session):
    members(session)
    granted = RoleGranted(
        account_id=str(ALICE.account_id),
        role="focal_point",
        scope="KE",
        granted_by=str(BOB.account_id),
        granted_by_name="Bob",
        url="http://localhost/account/profile",
    )

    happen(session, granted)

    (item,) = _items(session)
    assert (item.kind, item.channel) == ("account", "mail")


def test_news_of_last_week_are_not_mailed_and_older_ones_are_history(session):
    members(session)
    for topic, days in ((20, 1), (21, 7), (22, 20)):
        posted_at = (clock.now() - timedelta(days=days)).isoformat()
        happen(session, reply((ALICE, "mentioned"), topic=topic, posted_at=posted_at))

    found = {item.group_key: (item.channel, item.read_at is None) for item in _items(session)}

    assert found == {
        "topic/20": ("mail", True),
        "topic/21": ("site", True),
        "topic/22": ("site", False),
    }


def test_the_room_of_a_case_is_not_told_beside_the_case(session):
    members(session)

    happen(session, opening((ALICE, "participant"), private=True, author_name=""))

    assert _items(session) == []


def test_a_post_that_names_somebody_by_an_edit_is_mailed_once(session, mailbox):
    members(session)
    happen(session, reply((ALICE, "mentioned")))
    mailer(mailbox.url)

    happen(session, reply((ALICE, "quoted")))
    mailer(mailbox.url)

    assert len(mailbox.mails) == 1
    assert sorted(item.channel for item in _items(session)) == ["mail", "site"]


def test_an_edit_that_names_somebody_brings_the_post_out_of_the_waiting_digest(session, mailbox):
    members(session)
    happen(session, reply((ALICE, "watching")))

    happen(session, reply((ALICE, "mentioned")))
    mailer(mailbox.url)

    assert len(mailbox.mails) == 1
    assert session.scalar(select(func.count()).where(waiting_for_digest(ALICE.account_id))) == 0
