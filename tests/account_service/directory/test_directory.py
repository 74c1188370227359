"""The directory of members."""

import pytest

from corridor.testing import ALICE, CHARLIE, SECRETARY, persona
from tests.account_service.world import browser_of, open_account

PEOPLE = (
    persona("jose", "expert", country="BO", language="es"),
    persona("wei", "expert", country="CN", language="zh"),
)


@pytest.fixture
def alice(session):
    for one in PEOPLE:
        open_account(session, one)
    open_account(session, CHARLIE)
    return browser_of(open_account(session, ALICE))


def names(page):
    return [one for one in ("Alice", "Jose", "Wei", "Charlie") if f"<bdi>{one}</bdi></a>" in page.text]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Alice", "Jose", "Wei"]),
        ("q=JOSÉ", ["Jose"]),
        ("q=%25", []),
        ("organisation=wei+institute", ["Wei"]),
        ("country=BO", ["Jose"]),
        ("language=zh", ["Wei"]),
        ("country=BO&language=zh", []),
        ("after=nonsense", ["Alice", "Jose", "Wei"]),
    ],
)
def test_members_are_found(alice, query, found):
    assert names(alice.get(f"/account/members?{query}")) == found


def test_accounts_without_a_role_see_nobody(session, alice):
    charlie = open_account(session, persona("dora"))

    browser = browser_of(charlie)

    assert browser.get("/account/members").status_code == 403
    assert browser.get("/account/members/alice").status_code == 404
    assert browser.get("/account/members/dora").status_code == 200


def test_accounts_without_a_role_are_seen_by_the_secretariat_alone(session, alice):
    secretary = browser_of(open_account(session, SECRETARY))

    assert alice.get("/account/members/charlie").status_code == 404
    assert secretary.get("/account/members/charlie").status_code == 200


def test_addresses_are_for_the_secretariat_alone(session, alice):
    secretary = browser_of(open_account(session, SECRETARY))

    assert "jose@example.org" not in alice.get("/account/members/jose").text
    assert "jose@example.org" in secretary.get("/account/members/jose").text


def test_a_hidden_member_looks_like_none(alice):
    hidden, absent = alice.get("/account/members/charlie"), alice.get("/account/members/nobody")

    assert hidden.status_code == absent.status_code == 404


@pytest.fixture
def barcoder(session, alice):
    expert = open_account(session, persona("nadia", "expert", "group:taxonomists", "focal_point:KE"))
    known = {**PROFILE, "expertise": "Barcoding of Mosses, génétique"}
    assert browser_of(expert).post("/account/profile", data=known).status_code == 303


PROFILE = {
    "name": "Nadia",
    "organisation": "Müséum",
    "country": "KE",
    "ui_language": "en",
    "time_zone": "UTC",
}


@pytest.mark.usefixtures("barcoder")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("expertise=mosses+genetique", True),
        ("expertise=fish", False),
        ("organisation=museum", True),
        ("role=focal_point", True),
        ("role=focal_point:KE", True),
        ("role=focal_point:ML", False),
        ("role=group:taxonomists", True),
        ("role=group:others", False),
        ("role=%27%25&expertise=%00", False),
    ],
)
def test_the_directory_is_narrowed(alice, query, found):
    answer = alice.get(f"/account/members?{query}")

    assert answer.status_code in (200, 400, 422)
    assert ("<bdi>Nadia</bdi></a>" in answer.text) == found


@pytest.mark.usefixtures("barcoder")
def test_a_member_page_leads_on(alice):
    page = alice.get("/account/members/nadia").text

    assert "Barcoding of Mosses" in page
    assert 'href="/forum/members/nadia"' in page
    assert 'href="/forum/messages/new?to=nadia"' in page
