"""The demo world, keys, and the first secretary."""

import json

from sqlalchemy import func, select

from account_service.accounts.models import Account
from account_service.api_keys.actions import check_key
from account_service.consumers import keep_centre, keep_unread
from account_service.keys import make_keys, public_keys
from account_service.roles.models import Centre
from account_service.seed import seed
from corridor import clock
from corridor.demo import API_KEY, PASSWORD, people, person
from corridor.events.matchmaking import ProviderListed
from corridor.events.notify import UnreadChanged
from corridor.ids import uuid7
from corridor.messaging.event import Meta
from corridor.service import Scale
from corridor.testing import ALICE, settings_for
from tests.account_service.world import events, open_account


def _seed(session):
    from account_service.service import SERVICE

    seed(session, settings_for(SERVICE), scale=Scale(), progress=lambda *_: None)
    session.commit()


def _meta(sequence):
    return Meta(id=uuid7(), time=clock.now(), source="test", subject="test", sequence=sequence)


def test_the_printed_key_opens_the_matchmaking_api(session):
    _seed(session)
    _seed(session)

    grant = check_key(session, API_KEY, now=clock.now())

    assert grant is not None
    assert grant.scopes == {"match:read", "match:write"}


def test_the_demo_people_sign_in(session, client):
    _seed(session)
    helen = person("helen.marsh")

    answer = client.post("/account/sign-in", data={"email": helen.email, "password": PASSWORD})

    assert answer.status_code == 303
    assert client.get("/account/members").status_code == 200


def test_seeding_twice_changes_nothing(session):
    _seed(session)
    told = len(events(session, "account.account_changed.v1"))
    _seed(session)

    assert session.scalar(select(func.count()).select_from(Account)) == len(people())
    assert len(events(session, "account.account_changed.v1")) == told


def test_the_private_key_is_for_its_owner_alone(tmp_path):
    signing, published = tmp_path / "keys" / "signing.json", tmp_path / "keys" / "jwks.json"

    assert make_keys(signing, published) is True
    assert make_keys(signing, published) is False

    assert signing.stat().st_mode & 0o077 == 0
    assert "d" not in json.loads(published.read_text())["keys"][0]
    assert public_keys(str(signing)) == json.loads(published.read_text())


def test_everybody_may_have_the_public_keys(client):
    answer = client.get("/account/.well-known/jwks.json")

    assert answer.status_code == 200
    assert "d" not in answer.json["keys"][0]


def test_an_older_word_about_a_centre_changes_nothing(session):
    listed = {"provider_id": "1", "slug": "cse", "kind": "centre", "url": "/"}
    keep_centre(session, ProviderListed(name="New", **listed), _meta(2))
    keep_centre(session, ProviderListed(name="Old", **listed), _meta(1))

    assert session.scalars(select(Centre.name)).one() == "New"


def test_the_bell_shows_the_newest_count(session):
    account = open_account(session, ALICE)
    for sequence, unread in ((2, 5), (1, 9)):
        event = UnreadChanged(account_id=str(account.account_id), unread=unread)
        keep_unread(session, event, _meta(sequence))

    session.refresh(account)
    assert account.unread_count == 5


def test_the_groups_of_the_demo_world_are_shown(session, client):
    _seed(session)
    client.post("/account/sign-in", data={"email": person("thandi.mokoena").email, "password": PASSWORD})

    assert "Network on taxonomy" in client.get("/account/groups").text
    assert "stands in for Jean Dubois" in client.get("/account/groups/taxonomy-network").text
    assert "list of trainers" in client.get("/account/groups/taxonomy-network/desk").text
    assert "mangroves" in client.get("/account/members?expertise=mangroves").text
