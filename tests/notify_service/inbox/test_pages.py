"""The inbox on the site."""

from sqlalchemy import func, select

from corridor.testing import ALICE, BOB, CHARLIE, sign_in
from notify_service.inbox.models import Item
from tests.notify_service.world import happen, members, need, opening, read_up_to, reply


def _unread(session, who):
    session.rollback()
    mine = select(func.count()).where(Item.account_id == who.account_id, Item.read_at.is_(None))
    return session.scalar(mine)


def test_a_stranger_is_asked_to_sign_in(client):
    answer = client.get("/notify")

    assert answer.status_code == 303
    assert answer.location.startswith("/account/sign-in")


def test_an_empty_inbox_says_what_it_is_for(client):
    sign_in(client, ALICE)

    assert "Nothing here yet" in client.get("/notify").text


def test_several_replies_in_a_topic_stand_together(client, session):
    sign_in(client, ALICE)
    for number in (2, 3, 4, 5):
        happen(session, reply((ALICE, "watching"), number=number))

    page = client.get("/notify").text

    assert page.count("Which wetlands have been mapped?</bdi></a>") == 1
    assert "4 replies from Bob" in page


def test_an_inbox_shows_only_what_is_ones_own(client, session):
    happen(session, reply((BOB, "mentioned"), author_id=str(CHARLIE.account_id)))
    sign_in(client, ALICE)

    assert "wetlands" not in client.get("/notify").text


def test_filters_narrow_by_kind_and_by_what_is_unread(client, session):
    sign_in(client, ALICE)
    happen(session, opening((ALICE, "watching")))
    happen(session, need((ALICE, "focal_point")))

    only_needs = client.get("/notify?kind=need").text

    assert "Inventory of the inner Niger delta" in only_needs
    assert "wetlands" not in only_needs
    assert client.get("/notify?show=unread&kind=account&after=rubbish").status_code == 200


def test_reading_one_topic_leaves_the_others(client, session):
    sign_in(client, ALICE)
    happen(session, reply((ALICE, "watching"), topic=12))
    happen(session, reply((ALICE, "watching"), topic=13))
    item = session.scalars(select(Item).where(Item.group_key == "topic/12")).one()

    answer = client.post(f"/notify/items/{item.id}/reading")

    assert answer.status_code == 303
    assert _unread(session, ALICE) == 1


def test_reading_everything_empties_the_bell(client, session):
    sign_in(client, ALICE)
    for topic in (12, 13):
        happen(session, reply((ALICE, "watching"), topic=topic))

    client.post("/notify/readings")

    assert _unread(session, ALICE) == 0
    assert "You have read everything" in client.get("/notify?show=unread").text


def test_nobody_reads_for_somebody_else(client, session):
    members(session)
    happen(session, reply((ALICE, "watching")))
    item = session.scalars(select(Item)).one()
    sign_in(client, CHARLIE)

    assert client.post(f"/notify/items/{item.id}/reading").status_code == 404
    assert _unread(session, ALICE) == 1


def test_looking_changes_nothing(client, session):
    sign_in(client, ALICE)
    happen(session, reply((ALICE, "watching")))

    client.get("/notify")

    assert _unread(session, ALICE) == 1


def test_a_long_inbox_comes_in_pages(client, session):
    sign_in(client, ALICE)
    for topic in range(100, 135):
        happen(session, opening((ALICE, "watching"), topic=topic))

    first = client.get("/notify").text

    assert first.count('class="unread"') == 30
    assert 'rel="next"' in first


def test_replies_of_many_are_one_line_with_their_names(client, session):
    sign_in(client, ALICE)
    for number, name in enumerate(("Ben", "Chen", "Dora", "Eva", "Farid"), start=2):
        happen(session, reply((ALICE, "watching"), number=number, author_name=name))

    assert "5 replies from Farid, Eva, Dora and 2 others" in client.get("/notify").text


def test_what_is_read_and_what_is_not_are_not_mixed(client, session):
    sign_in(client, ALICE)
    happen(session, reply((ALICE, "watching"), number=2))
    happen(session, read_up_to(2))
    for number in (3, 4):
        happen(session, reply((ALICE, "watching"), number=number))

    page = client.get("/notify").text

    assert 'class="read">Bob replied' in page
    assert 'class="new-line">2 replies from Bob' in page


def test_filters_narrow_by_forum(client, session):
    sign_in(client, ALICE)
    happen(session, opening((ALICE, "watching"), topic=12))
    happen(session, opening((ALICE, "watching"), topic=13, forum_slug="knowledge", forum_name="Knowledge"))

    page = client.get("/notify?forum=knowledge").text

    assert "Topic 13" in page
    assert "Which wetlands" not in page
    assert "Forum on Technical and Scientific Cooperation</option>" in page


def test_what_a_filter_shows_can_be_read_at_once_and_nothing_else(client, session):
    sign_in(client, ALICE)
    happen(session, opening((ALICE, "watching")))
    happen(session, need((ALICE, "focal_point")))

    answer = client.post("/notify/readings", data={"kind": "need"})

    assert answer.location == "/notify?kind=need"
    assert _unread(session, ALICE) == 1


def test_nothing_of_a_kind_says_so(client):
    sign_in(client, ALICE)

    assert "Nothing of that kind" in client.get("/notify?kind=case").text
    assert client.get("/notify?forum=%27%22x&kind=y").status_code == 200


def test_each_says_why_it_is_there_and_which_ways_it_went(client, session):
    sign_in(client, ALICE)
    happen(session, reply((ALICE, "mentioned"), topic=12))
    happen(session, reply((ALICE, "watching"), topic=13))

    page = client.get("/notify").text

    assert (
        "You get this because you were mentioned. It will be mailed to you, unless you read it before."
        in page
    )
    assert "You get this because you watch this topic or forum." in page
    assert "Change what I get" in page
