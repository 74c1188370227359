"""Providers by their pages."""

import pytest
from sqlalchemy.orm import Session

from corridor.testing import client_for, sign_in
from matchmaking_service.providers.hosts import read_hosts
from matchmaking_service.providers.models import EvidenceItem, Provider
from matchmaking_service.providers.rules import slugify
from matchmaking_service.service import SERVICE
from tests.matchmaking_service.world import FATOU, HELEN, THANDI, centre, settle

ITEM = {"kind": "tool", "title": "A map", "description": "Of weeds.", "language": "en"}


def test_the_entry_is_public(session: Session) -> None:
    settle(session)
    centre(session)

    client = client_for(SERVICE)
    page = client.get("/match/providers/cse")
    assert "Mapping of water hyacinth" in page.text
    assert "Mali" in page.text
    assert "CSE" in client.get("/match/providers").text
    assert client.get("/match/providers/nobody").status_code == 404


@pytest.mark.parametrize(("who", "status"), [(FATOU, 303), (HELEN, 303), (THANDI, 404)])
def test_its_own_staff_adds_evidence(session: Session, who: object, status: int) -> None:
    settle(session)
    centre(session)

    browser = sign_in(client_for(SERVICE), who)  # type: ignore[arg-type]
    assert browser.post("/match/providers/cse/evidence", data=ITEM).status_code == status
    assert session.query(EvidenceItem).count() == (3 if status == 303 else 2)


def test_evidence_is_changed_and_taken_away(session: Session) -> None:
    settle(session)
    item = centre(session).evidence[0]
    address = f"/match/providers/cse/evidence/{item.id}"
    browser = sign_in(client_for(SERVICE), FATOU)

    assert browser.get(address).status_code == 200
    assert browser.post(address, data={**ITEM, "title": "Changed"}).status_code == 303
    assert "Changed" in browser.get("/match/providers/cse").text
    assert browser.post(f"{address}/removal").status_code == 303
    assert session.query(EvidenceItem).count() == 1


def test_the_entry_is_changed(session: Session) -> None:
    settle(session)
    centre(session)
    browser = sign_in(client_for(SERVICE), FATOU)
    typed = {
        "name": "Centre de suivi",
        "summary": "Monitoring.",
        "hosts": "CSE | Dakar | sn\nUniversity",
        "languages": ["fr"],
        "covers": ["ML", "NE"],
        "capacity": "7",
    }

    assert browser.get("/match/providers/cse/edit").status_code == 200
    assert browser.post("/match/providers/cse/edit", data=typed).status_code == 303
    session.expire_all()
    provider = session.query(Provider).one()
    assert {one.party_code for one in provider.coverage} == {"ML", "NE"}
    assert [(host.country, host.role) for host in provider.hosts] == [("SN", "lead"), ("", "partner")]
    assert provider.capacity == 7


def test_a_wrong_form_keeps_what_was_typed(session: Session) -> None:
    settle(session)
    centre(session)

    browser = sign_in(client_for(SERVICE), FATOU)
    answer = browser.post("/match/providers/cse/edit", data={"name": "Kept", "capacity": "many"})
    assert answer.status_code == 422
    assert 'value="Kept"' in answer.text


def test_hosts_are_read_from_lines() -> None:
    assert read_hosts(" A | B | CH \n\n| x") == [
        {"name": "A", "city": "B", "country": "CH", "role": "lead"},
        {"name": "x", "city": "x", "country": "", "role": "partner"},
    ]


def test_addresses_keep_their_script() -> None:
    assert slugify("Centre de suivi écologique (CSE)") == "centre-de-suivi-écologique-cse"
    assert slugify("南京 所") == "南京-所"
    assert slugify("!!!") == "provider"
