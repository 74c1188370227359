"""The front page and the page of the advisory group."""

from corridor.testing import CHARLIE
from tests.forum_service.conftest import As, Open


def test_a_stranger_learns_who_we_are_and_how_to_get_in(client) -> None:
    page = client.get("/").get_data(as_text=True)

    assert 'href="/account/sign-in"' in page
    assert 'href="/account/sign-up"' in page


def test_an_account_without_a_role_learns_what_it_waits_for(as_: As) -> None:
    assert "no role yet" in as_(CHARLIE).get("/").get_data(as_text=True)


def test_a_member_sees_what_is_new_and_the_forums(open_topic: Open, bob) -> None:
    open_topic()

    page = bob.get("/").get_data(as_text=True)

    assert "Taxonomy for small museums" in page
    assert 'href="/forum/f/iag"' in page


def test_the_group_page_names_its_members_to_everybody(client, alice) -> None:
    page = client.get("/iag").get_data(as_text=True)

    assert "Alice Institute" in page
    assert "alice@example.org" not in page
