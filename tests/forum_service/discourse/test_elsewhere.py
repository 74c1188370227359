"""Other sites: a key signs nobody in there, and what they tell of people ties no account of ours."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
import requests
from sqlalchemy import select

from account_service.accounts.models import Account
from account_service.connect.models import ConnectPartner
from account_service.connect.rules import pack
from account_service.service import SERVICE as ACCOUNT
from account_service.upstream.models import UpstreamIdentity
from corridor.testing import ALICE, SECRETARY, app_for

SECRET = "a secret that is long enough"


@pytest.mark.parametrize("header", ["Api-Key", "User-Api-Key", "Authorization"])
def test_a_key_signs_nobody_in_elsewhere(header, site, key_of, accounts) -> None:
    key = key_of(SECRETARY, ["forum:read"])
    owner = accounts.scalars(select(Account.account_id)).one()
    accounts.add(ConnectPartner(host="forum.example", name="Old", secret=SECRET, created_by=owner))
    accounts.commit()
    asked = {"nonce": "n-1", "return_sso_url": "https://forum.example/session/sso_login", "prompt": "none"}
    url = site.removesuffix("/forum/discourse") + "/account/session/sso_provider?"

    answer = requests.get(
        url + urlencode(pack(asked, secret=SECRET)),
        headers={header: f"Bearer {key}" if header == "Authorization" else key},
        allow_redirects=False,
        timeout=20,
    )

    assert answer.status_code == 403


@pytest.fixture
def sync(site, key_of, monkeypatch) -> Any:
    """The other site tells of somebody: `sync(external_id="77")`."""
    parts = app_for(ACCOUNT).extensions["corridor"]
    told = {"connect_url": "https://id.example/", "connect_secret": SECRET}
    monkeypatch.setitem(
        app_for(ACCOUNT).extensions, "corridor", replace(parts, settings=replace(parts.settings, **told))
    )
    headers = {"Api-Key": key_of(SECRETARY), "Api-Username": "secretary"}

    def sync_(**said: str) -> requests.Response:
        return requests.post(
            f"{site}/admin/users/sync_sso", data=pack(said, secret=SECRET), headers=headers, timeout=20
        )

    return sync_


def test_an_address_ties_no_account(sync, key_of, accounts) -> None:
    key_of(ALICE)

    answer = sync(external_id="77", email=ALICE.email, name="Not Alice")

    assert answer.status_code == 422
    assert accounts.scalars(select(UpstreamIdentity)).all() == []
    assert accounts.scalars(select(Account.name).where(Account.handle == "alice")).one() == ALICE.name


def test_an_address_nobody_confirmed_opens_no_account(sync, accounts) -> None:
    answer = sync(external_id="78", email="new@example.org", name="New One", require_activation="true")

    assert answer.status_code == 422
    assert "confirmed" in answer.json()["errors"][0]
    assert accounts.scalars(select(Account.handle)).all() == ["secretary"]
