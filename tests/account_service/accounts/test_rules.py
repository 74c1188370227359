"""Names, addresses, handles and passwords."""

from itertools import islice

import pytest

from account_service.accounts.folding import email_key, fold
from account_service.accounts.password_rules import weakness
from account_service.accounts.rules import handles_for


@pytest.mark.parametrize(
    ("name", "email", "handle"),
    [
        ("Zoë Núñez", "z@example.org", "zoe.nunez"),
        ("陈伟", "wei.chen@example.org", "wei.chen"),
        ("Support", "s@example.org", "support.2"),
        ("陈伟", "陈伟@example.org", "member"),
    ],
)
def test_handles_follow_names(name, email, handle):
    assert next(handles_for(name, email)) == handle


def test_a_taken_handle_gets_a_number():
    assert list(islice(handles_for("Ann Lee", ""), 3)) == ["ann.lee", "ann.lee.2", "ann.lee.3"]


def test_one_mailbox_is_one_account():
    assert email_key(" Ann@Example.ORG ") == email_key("ann@example.org")


def test_searching_knows_no_accents_and_no_capitals():
    assert fold("  Ángel   NÚÑEZ ") == "angel nunez"


@pytest.mark.parametrize(
    "password",
    ["short", "Password1234", "corridor-2026!", "aaaaaaaaaaaa", "abcdefghijkl", "123456789012", "x" * 1100],
)
def test_weak_passwords_are_refused(password):
    assert weakness(password) is not None


def test_the_own_name_is_no_password():
    assert weakness("Grace.Wanjiru.1", known=("Grace Wanjiru",)) is not None


@pytest.mark.parametrize(
    "password", ["three tall herons", "trois hérons gris", "三只苍鹭站在河边上看着流水", "  with  it  "]
)
def test_long_passwords_of_any_kind_are_fine(password):
    assert weakness(password) is None
