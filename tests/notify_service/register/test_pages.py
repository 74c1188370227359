"""The register as the secretariat keeps it."""

import io

from sqlalchemy import func, select

from corridor.parties import all_parties
from corridor.testing import ALICE, SECRETARY, sign_in
from notify_service.register.models import Change, Entry, Import
from notify_service.register.rules import KINDS
from tests.notify_service.bulletins.world import register

HEAD = "kind,party,name,email,language,deputy,organisation\n"


def _upload(client, text, **fields):
    file = (io.BytesIO(text.encode()), "register.csv")
    sent = client.post("/notify/register/imports", data={"file": file, **fields})
    assert sent.status_code == 303, sent.text
    return sent.headers["Location"]


def _apply(client, url):
    mark = client.get(url).text.partition('name="mark" value="')[2].partition('"')[0]
    return client.post(f"{url}/application", data={"mark": mark})


def test_it_is_for_the_secretariat_alone(client):
    sign_in(client, ALICE)

    for path in ("", "/imports", "/new", "/export.csv"):
        assert client.get(f"/notify/register{path}").status_code == 403


def test_an_import_is_tried_first_and_says_what_is_wrong(client, session):
    sign_in(client, SECRETARY)
    url = _upload(
        client, HEAD + "CBD-FP1,KE,Grace,grace@example.org,en,,\nCBD-FP1,XX,No,no@example.org,en,,\n"
    )

    page = client.get(url).text

    assert "Line 3" in page
    assert "There is no Party “XX”." in page
    assert session.scalar(select(Entry)) is None


def test_what_was_tried_can_be_done(client, session):
    sign_in(client, SECRETARY)
    url = _upload(client, HEAD + "CBD-FP1,KE,Grace,grace@example.org,en,,\n")

    answer = _apply(client, url)

    assert answer.status_code == 303
    assert session.scalar(select(Entry.name)) == "Grace"
    assert session.scalar(select(Change.what)) == "added"
    assert _apply(client, url).status_code == 409


def test_a_complete_file_changes_and_ends_what_is_otherwise(client, session):
    register(session, "CBD-FP1 KE Grace", "CBD-FP1 ML Moussa", "ABS-FP KE Peter")
    sign_in(client, SECRETARY)
    url = _upload(client, HEAD + "CBD-FP1,KE,Grace Wanjiru,grace@example.org,en,,\n", complete="true")

    _apply(client, url)

    session.expire_all()
    current = session.scalars(select(Entry.name).where(Entry.ended_at.is_(None)).order_by(Entry.name)).all()
    assert current == ["Grace Wanjiru", "Peter"]
    row = session.scalars(select(Import)).one()
    assert (row.added, row.changed, row.ended) == (0, 1, 1)


def test_nothing_is_done_that_was_not_shown(client, session):
    sign_in(client, SECRETARY)
    url = _upload(client, HEAD + "CBD-FP1,KE,Grace,grace@example.org,en,,\n")
    mark = client.get(url).text.partition('name="mark" value="')[2].partition('"')[0]
    register(session, "CBD-FP1 KE Grace")

    answer = client.post(f"{url}/application", data={"mark": mark})

    assert answer.status_code == 409
    assert "has changed meanwhile" in answer.text


def test_a_file_that_cannot_be_read_is_refused_at_its_field(client):
    sign_in(client, SECRETARY)

    answer = client.post("/notify/register/imports", data={"file": (io.BytesIO(b"\x00\x01"), "x.bin")})

    assert answer.status_code == 422
    assert client.post("/notify/register/imports").status_code == 422


def test_somebody_is_added_corrected_and_ended_with_a_history(client, session):
    sign_in(client, SECRETARY)
    fields = {
        "kind": "CBD-FP1",
        "party": "KE",
        "name": "Grace",
        "email": "Grace@Example.org",
        "language": "en",
    }

    url = client.post("/notify/register", data=fields).headers["Location"]
    client.post(url, data=fields | {"position": "Director"})
    client.post(f"{url}/ending")

    page = client.get(url).text
    assert "grace@example.org" in page
    assert "Director" in page
    changes = session.scalars(select(Change.what).order_by(Change.id)).all()
    assert changes == ["added", "changed", "ended"]


def test_the_same_person_stands_in_an_office_once(client, session):
    register(session, "CBD-FP1 KE Grace")
    sign_in(client, SECRETARY)
    fields = {
        "kind": "CBD-FP1",
        "party": "KE",
        "name": "Grace",
        "email": "grace@example.org",
        "language": "en",
    }

    answer = client.post("/notify/register", data=fields)

    assert answer.status_code == 409
    assert "in this capacity already" in answer.text


def test_a_focal_point_needs_a_party_and_an_address(client):
    sign_in(client, SECRETARY)

    answer = client.post("/notify/register", data={"kind": "CBD-FP1", "name": "Grace", "email": "grace"})

    assert answer.status_code == 422
    assert "A focal point needs a Party." in answer.text
    assert "This is no mail address." in answer.text


def test_the_list_is_narrowed_and_shows_who_is_missing(client, session):
    register(session, "CBD-FP1 KE Grace", "ABS-FP ML Moussa")
    sign_in(client, SECRETARY)

    of_kind = client.get("/notify/register?kind=CBD-FP1").text

    assert "Grace" in of_kind
    assert "Moussa" not in of_kind
    assert "195 Parties have nobody in this office" in of_kind
    assert "Moussa" in client.get("/notify/register?group=Africa&q=mouss").text
    assert "Nobody fits" in client.get("/notify/register?q=%25").text
    assert client.get("/notify/register?kind=rubbish&after=rubbish").status_code == 200
    assert "Grace" in client.get("/notify/register/export.csv?party=KE").text


def test_there_is_no_such_entry(client):
    sign_in(client, SECRETARY)

    for path in ("", "/edit"):
        assert client.get(f"/notify/register/0190a0e2-0000-7000-8000-000000000001{path}").status_code == 404
    assert client.get("/notify/register/imports/0190a0e2-0000-7000-8000-000000000001").status_code == 404


def test_the_register_of_the_whole_world_is_taken_over_at_once(client, session):
    sign_in(client, SECRETARY)
    lines = [
        f"{kind},{party.iso3},Somebody,{kind.lower()}@{party.iso2.lower()}.example,en,,"
        for kind in KINDS[:-1]
        for party in all_parties()
    ]
    url = _upload(client, HEAD + "\n".join(lines))

    _apply(client, url)

    assert session.scalar(select(func.count()).select_from(Entry)) == 13 * 196
    assert (
        "there is nothing to do" in client.get(_upload(client, HEAD + "\n".join(lines), complete="true")).text
    )
