"""One's own data: collected from all services, in one file, for nobody else."""

import io
import json
import zipfile

import pytest

from account_service.consumers import keep_data
from corridor import clock
from corridor.events.account import DataCollected
from corridor.ids import uuid7
from corridor.messaging.event import Meta
from corridor.testing import ALICE, BOB
from tests.account_service.world import browser_of, events, open_account

PATH = "/account/my-data"
META = Meta(id=uuid7(), time=clock.now(), source="test", subject="test", sequence=None)


@pytest.fixture
def alice(session):
    return browser_of(open_account(session, ALICE))


def answer(session, service, *chunks):
    """A service tells its chunks, the end first: on the way events overtake one another."""
    asked = events(session, "account.data_requested.v1")[-1]
    facts = {"request_id": asked["request_id"], "account_id": asked["account_id"], "service": service}
    end = DataCollected(**facts, name="", records=[], chunk=len(chunks), last=True)
    parts = [
        DataCollected(**facts, name="posts", records=records, chunk=number)
        for number, records in enumerate(chunks, start=1)
    ]
    for event in [end, *parts, *parts]:
        keep_data(session, event, META)
    session.commit()


def files(browser):
    packed = zipfile.ZipFile(io.BytesIO(browser.get(f"{PATH}/corridor-data.zip").data))
    return {name: packed.read(name).decode() for name in packed.namelist()}


def test_all_services_are_asked_and_make_one_file(session, alice):
    assert alice.post(PATH).status_code == 303
    assert alice.get(PATH).headers["Refresh"]
    answer(session, "forum", [{"raw": "first"}], [{"raw": "second <b>"}])
    answer(session, "matchmaking")
    answer(session, "notify")

    page = alice.get(PATH)
    assert "Refresh" not in page.headers
    found = files(alice)
    assert [one["raw"] for one in json.loads(found["forum/posts.json"])] == ["first", "second <b>"]
    assert json.loads(found["account/accounts.json"])[0]["email"] == ALICE.email
    assert "second &lt;b&gt;" in found["index.html"]


def test_no_secrets_are_handed_out(session, alice):
    alice.post(PATH)

    for name, text in files(alice).items():
        assert "password_hash" not in text, name
        assert "argon2" not in text, name


def test_what_others_asked_for_is_theirs(session, alice):
    alice.post(PATH)
    bob = browser_of(open_account(session, BOB))

    assert bob.get(f"{PATH}/corridor-data.zip").status_code == 404
    assert "Collect my data" in bob.get(PATH).text


def test_a_late_answer_to_a_forgotten_request_is_dropped(session, alice):
    alice.post(PATH)
    first = events(session, "account.data_requested.v1")[-1]
    alice.post(PATH, data={"_key": "another"})
    facts = {"request_id": first["request_id"], "account_id": first["account_id"]}

    keep_data(session, DataCollected(**facts, service="forum", name="posts", records=[{"raw": "x"}]), META)
    session.commit()

    assert "forum/posts.json" not in files(alice)


def test_strangers_are_asked_to_sign_in(client):
    assert client.get(PATH).status_code == 303
    assert client.get(f"{PATH}/corridor-data.zip").status_code == 303
