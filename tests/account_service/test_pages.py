"""Every page opens for whom it is made."""

import pytest

from account_service.service import SERVICE
from corridor.db.migrate import drift
from corridor.testing import DATABASES, SECRETARY, sign_in

PUBLIC = (
    "/account/sign-in",
    "/account/sign-up",
    "/account/password/forgotten",
    "/account/sign-in/link/x",
    "/account/password/link/x",
)
OWN = (
    "/account/profile",
    "/account/password",
    "/account/sessions",
    "/account/api-keys",
    "/account/members",
    "/account/members/secretary",
    "/account/invitations",
    "/account/audit",
    "/account/sign-in/again",
)


@pytest.mark.parametrize("path", PUBLIC)
def test_strangers_find_the_doors(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", OWN)
def test_the_secretariat_finds_its_pages(client, path):
    sign_in(client, SECRETARY)

    answer = client.get(path)

    # A first password wants a fresh sign-in; to be asked for one is finding the page.
    assert answer.status_code == 200 or answer.location.startswith("/account/sign-in/again")


@pytest.mark.parametrize("path", OWN)
def test_strangers_are_sent_to_the_sign_in(client, path):
    answer = client.get(path)

    assert answer.status_code == 303
    assert answer.location.startswith("/account/sign-in?return_to=%2Faccount%2F")


def test_models_and_migrations_agree():
    assert drift(SERVICE, DATABASES.of(SERVICE).url) == []
