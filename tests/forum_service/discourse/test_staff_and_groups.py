"""Calls of staff, of owners of groups, and what concerns accounts."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from account_service.accounts.models import Account
from account_service.groups.actions import announce
from account_service.groups.models import Group, GroupOwner
from account_service.service import SERVICE as ACCOUNT
from corridor.testing import ALICE, BOB, CHARLIE, MOD, SECRETARY, app_for, deliver, persona
from forum_service.boards.models import Board
from forum_service.discourse.groups import number_of_group
from forum_service.members.models import Member
from forum_service.service import SERVICE as FORUM
from tests.account_service.world import mails
from tests.forum_service.discourse.clients import VERSIONS

newer = pytest.mark.parametrize("version", VERSIONS[:1], indirect=True)


@pytest.fixture
def topic(alice_speaks: Any) -> dict[str, Any]:
    board = next(one["id"] for one in alice_speaks.categories() if one["slug"] == "knowledge")
    opened: dict[str, Any] = alice_speaks.create_post(
        "Hello *all*.", category_id=board, title="Small museums"
    )
    return opened


@pytest.fixture
def group(accounts, alice_speaks) -> str:
    """A group that nobody is in."""
    accounts.add(Group(slug="museums", name="Museums", description="Small ones", admission="request"))
    accounts.commit()

    announce(accounts, accounts.get_one(Group, "museums"))
    accounts.commit()
    deliver(ACCOUNT, FORUM)
    return "museums"


def test_a_moderator_closes_and_opens_a_topic(speak, bob_speaks, topic) -> None:
    mod = speak(MOD)
    mod.update_topic_status(topic["topic_id"], "closed", enabled=True)
    with pytest.raises(Exception, match="closed"):
        bob_speaks.create_post("Too late", topic_id=topic["topic_id"])

    mod.update_topic_status(topic["topic_id"], "closed", enabled=False)

    assert bob_speaks.create_post("In time", topic_id=topic["topic_id"])["post_number"] == 2


def test_members_do_not(bob_speaks, topic) -> None:
    with pytest.raises(Exception, match="moderators"):
        bob_speaks.update_topic_status(topic["topic_id"], "closed", enabled=True)
    with pytest.raises(Exception, match="moderators"):
        bob_speaks.delete_topic(topic["topic_id"])


def test_an_author_gives_the_topic_another_title(alice_speaks, bob_speaks, topic) -> None:
    answer = alice_speaks.update_topic(f"/t/-/{topic['topic_id']}.json", "Larger museums")

    assert answer["basic_topic"]["slug"] == "larger-museums"
    assert bob_speaks.search("larger")["topics"][0]["title"] == "Larger museums"
    with pytest.raises(Exception, match="not permitted"):
        bob_speaks.update_topic(f"/t/-/{topic['topic_id']}.json", "Mine now")


def test_a_topic_is_taken_down(speak, alice_speaks, topic) -> None:
    assert speak(MOD).delete_topic(topic["topic_id"]) is None

    assert alice_speaks.latest_topics()["topic_list"]["topics"] == []


def test_owners_take_members_into_a_group(speak, accounts, alice_speaks, bob_speaks, group) -> None:
    number = next(one["id"] for one in alice_speaks.groups() if one["name"] == "museums")
    assert number == number_of_group("museums")
    with pytest.raises(Exception, match="forum:accounts"):
        bob_speaks.add_group_member(number, "bob")

    secretary = speak(SECRETARY)
    secretary.add_group_member(number, "bob")
    deliver(ACCOUNT, FORUM)

    assert [one["username"] for one in alice_speaks.group_members("museums")] == ["bob"]
    assert alice_speaks.group_owners("museums") == []
    assert alice_speaks.group("museums")["group"]["user_count"] == 1
    with pytest.raises(Exception, match="Already a member"):
        secretary.add_group_members(number, ["bob", "alice"])


def test_an_owner_who_is_no_member_stands_in_nobodys_way(key_of, accounts, alice_speaks, group) -> None:
    for who in (BOB, CHARLIE):
        key_of(who)
    handles = Account.handle.in_(["bob", "charlie"])
    for account_id in accounts.scalars(select(Account.account_id).where(handles)).all():
        accounts.add(GroupOwner(slug=group, account_id=account_id))
    accounts.commit()

    assert [one["username"] for one in alice_speaks.group_owners(group)] == ["bob"]


def test_the_secretariat_founds_and_closes_a_group(speak, alice_speaks, bob_speaks) -> None:
    secretary = speak(SECRETARY)

    made = secretary.create_group("wetlands", full_name="Friends of wetlands", bio_raw="All of them")
    deliver(ACCOUNT, FORUM)

    number = made["basic_group"]["id"]
    assert alice_speaks.group("wetlands")["group"]["full_name"] == "Friends of wetlands"
    assert [one["username"] for one in alice_speaks.group_owners("wetlands")] == ["secretary"]
    secretary.add_group_owner(number, "bob")
    assert len(alice_speaks.group_owners("wetlands")) == 2
    secretary.delete_group_owner(number, alice_speaks.user("secretary")["id"])
    assert [one["username"] for one in alice_speaks.group_owners("wetlands")] == ["bob"]
    with pytest.raises(Exception, match="group of this name"):
        secretary.create_group("wetlands")
    with pytest.raises(Exception, match="forum:accounts"):
        alice_speaks.create_group("mine")
    secretary.delete_group(number)
    deliver(ACCOUNT, FORUM)
    with pytest.raises(Exception, match="no such group"):
        alice_speaks.group("wetlands")


def test_and_let_them_go(speak, version, alice_speaks, bob_speaks, group) -> None:
    secretary, number = speak(SECRETARY), number_of_group("museums")
    bob = alice_speaks.user("bob")["id"]
    secretary.add_user_to_group(number, bob)
    deliver(ACCOUNT, FORUM)

    secretary.delete_group_member(number, "bob" if version == VERSIONS[0] else bob)
    deliver(ACCOUNT, FORUM)

    assert alice_speaks.group_members("museums") == []


def test_the_secretariat_invites(speak, accounts, alice_speaks) -> None:
    answer = speak(SECRETARY).invite("new@example.org", "", "Welcome")

    assert answer["email"] == "new@example.org"
    assert answer["link"].startswith("http")
    assert len(mails(accounts, "invitation")) == 1
    with pytest.raises(Exception, match="forum:accounts"):
        alice_speaks.invite("other@example.org", "", "")


def test_the_secretariat_lists_people(speak, alice_speaks, bob_speaks) -> None:
    secretary = speak(SECRETARY)

    listed = secretary.list_users("active")

    assert {"alice", "bob", "secretary"} == {one["username"] for one in listed}
    alice = next(one for one in listed if one["username"] == "alice")
    assert secretary.user_all(alice["id"])["email"] == ALICE.email
    with pytest.raises(Exception, match="not permitted"):
        bob_speaks.list_users("active")


@newer
def test_somebody_is_found_by_address(speak, alice_speaks) -> None:
    found = speak(SECRETARY).user_by_email(ALICE.email)

    assert [one["username"] for one in found] == ["alice"]


def test_the_secretariat_opens_an_account(speak, accounts, session) -> None:
    secretary = speak(SECRETARY)

    made = secretary.create_user("Grace Wanjiru", "grace", "grace@example.org", "a long pass phrase")

    assert (made["success"], made["username"]) == (True, "grace")
    deliver(ACCOUNT, FORUM)
    known = session.scalars(select(Member).where(Member.handle == "grace")).one()
    assert (made["user_id"], known.name) == (known.number, "Grace Wanjiru")
    with pytest.raises(Exception, match="Somebody has this user name"):
        secretary.create_user("Grace Two", "grace", "two@example.org", "a long pass phrase")
    with pytest.raises(Exception, match="letters, digits"):
        secretary.create_user("Grace Three", "Grâce 3", "three@example.org", "a long pass phrase")


def test_staff_suspends_silences_and_forgives(speak, alice_speaks, bob_speaks, topic) -> None:
    mod, bob = speak(MOD), alice_speaks.user("bob")["id"]
    mod.suspend(bob, 3, "Too loud")
    with pytest.raises(Exception, match="Too loud"):
        bob_speaks.latest_topics()
    mod.unsuspend(bob)
    assert len(bob_speaks.latest_topics()["topic_list"]["topics"]) == 1

    mod.block(bob)
    with pytest.raises(Exception, match="not write"):
        bob_speaks.create_post("Hello", topic_id=topic["topic_id"])
    with pytest.raises(Exception, match="moderators"):
        alice_speaks.suspend(bob, 3, "No")


def test_what_we_do_otherwise_is_said(speak, alice_speaks, bob_speaks) -> None:
    mod, bob = speak(MOD), alice_speaks.user("bob")["id"]

    assert mod.activate(bob)["success"] == "OK"
    with pytest.raises(Exception, match="roles and groups"):
        mod.trust_level(bob, 3)


def test_tags_come_with_a_topic(alice_speaks) -> None:
    board = next(one["id"] for one in alice_speaks.categories() if one["slug"] == "knowledge")
    asked = {"category_id": board, "title": "Tagged", "tags": ["museums", "taxonomy"]}

    opened = alice_speaks.create_post("Hello.", **asked)

    assert set(alice_speaks.topic("-", opened["topic_id"])["tags"]) == {"museums", "taxonomy"}


def test_a_profile_is_changed(alice_speaks, bob_speaks) -> None:
    alice_speaks.update_user("alice", name="Alice Adams")
    alice_speaks.set_preference(locale="fr")
    deliver(ACCOUNT, FORUM)

    alice = bob_speaks.user("alice")

    assert (alice["name"], alice["locale"]) == ("Alice Adams", "fr")
    with pytest.raises(Exception, match="forum:accounts"):
        bob_speaks.update_user("alice", name="Somebody")


def test_somebody_is_brought_into_a_message(speak, bob_speaks) -> None:
    message = {"title": "About the budget", "archetype": "private_message", "target_recipients": "bob"}
    secretary = speak(SECRETARY)
    post = secretary.create_post("Between us.", **message)
    eve = persona("eve", "expert")
    theirs = speak(eve)

    secretary.invite_user_to_topic(eve.email, post["topic_id"])

    assert theirs.topic("-", post["topic_id"])["title"] == "About the budget"


# The clients leave the file open that they sent.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_file_is_kept(alice_speaks, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Some notes of the meeting.")

    kept = alice_speaks.upload_image(str(file), "composer", synchronous=True)

    assert kept["original_filename"] == "notes.txt"
    assert kept["url"].startswith("/forum/files/")


def test_another_site_tells_of_its_people(speak, accounts, monkeypatch) -> None:
    secret = "a secret that is long enough"
    parts = app_for(ACCOUNT).extensions["corridor"]
    told = {"connect_url": "https://id.example/", "connect_secret": secret}
    monkeypatch.setitem(
        app_for(ACCOUNT).extensions, "corridor", replace(parts, settings=replace(parts.settings, **told))
    )

    person = {"external_id": "77", "email": "zoe@example.org", "name": "Zoe Nunez", "username": "zoe"}
    synced = speak(SECRETARY).sync_sso(sso_secret=secret, **person)

    assert (synced["success"], synced["name"]) == (True, "Zoe Nunez")
    again = speak(SECRETARY).sync_sso(sso_secret=secret, **{**person, "name": "Zoe N."})
    assert (again["external_id"], again["name"]) == (synced["external_id"], "Zoe N.")
    with pytest.raises(Exception, match="could not be trusted"):
        speak(SECRETARY).sync_sso(sso_secret="another secret of some length", **person)


def test_a_first_post_that_must_wait_is_enqueued(alice_speaks, session) -> None:
    board = next(one["id"] for one in alice_speaks.categories() if one["slug"] == "knowledge")
    session.execute(update(Board).where(Board.id == board).values(approve_first=1))
    session.commit()

    answer = alice_speaks.create_post("Hello.", category_id=board, title="My first topic")

    assert (answer["action"], answer["pending_post"]["title"]) == ("enqueued", "My first topic")
    assert alice_speaks.latest_topics()["topic_list"]["topics"] == []
