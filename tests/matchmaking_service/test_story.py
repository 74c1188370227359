"""One need from its draft to the evaluation, by the pages alone."""

from sqlalchemy.orm import Session

from corridor.testing import Browser, client_for, sign_in
from matchmaking_service.cases.models import Case
from matchmaking_service.needs.models import Need
from matchmaking_service.service import SERVICE
from tests.matchmaking_service.world import (
    AMINA,
    FATOU,
    HELEN,
    MOUSSA,
    STATEMENT,
    YUKI,
    centre,
    settle,
)


def as_(who: object) -> Browser:
    return sign_in(client_for(SERVICE), who)  # type: ignore[arg-type]


def test_a_need_goes_all_the_way(session: Session) -> None:
    settle(session)
    centre(session)
    party, focal_point, secretariat, staff = as_(AMINA), as_(MOUSSA), as_(HELEN), as_(FATOU)

    typed = {
        "party": "ML",
        "title": "Control of water hyacinth",
        "statement": STATEMENT,
        "language": "en",
        "targets": ["GBF-TARGET-06"],
        "assistance": ["training"],
        "languages": ["en"],
        "level": "national",
        "_then": "submit",
    }
    made = party.post("/match/needs", data=typed)
    assert made.status_code == 303, made.text
    address = made.location
    for client, step in ((focal_point, "endorsement"), (secretariat, "publication")):
        assert client.post(f"{address}/{step}").status_code == 303

    page = staff.get(address)
    assert "Offer help as CSE" in page.text
    assert "Same words in its evidence" in page.text
    offer = staff.post(f"{address}/offers", data={"provider": "cse", "scope": "A course in Mopti."})
    assert offer.status_code == 303, offer.text
    accepted = party.post(f"{offer.location}/acceptance")
    assert accepted.status_code == 303, accepted.text
    case = accepted.location

    plan = {"title": "First course", "due_on": "2027-03-01"}
    assert staff.post(f"{case}/milestones", data=plan).status_code == 303
    milestone = session.query(Case).one().milestones[0]
    reached = {"state": "reached", "remark": "Twenty came."}
    assert party.post(f"{case}/milestones/{milestone.id}", data=reached).status_code == 303
    assert staff.post(f"{case}/notes", data={"body": "It goes well."}).status_code == 303
    assert staff.post(f"{case}/delivery").status_code == 303
    for client in (party, staff):
        told = {"rating": "5", "body": "It helped."}
        assert client.post(f"{case}/evaluations", data=told).status_code == 303

    session.expire_all()
    assert session.query(Case).one().state == "closed"
    assert session.query(Need).one().state == "closed"
    for client in (party, focal_point, secretariat, staff, as_(YUKI)):
        for path in (
            "/match",
            "/match/needs",
            address,
            f"{address}/matches",
            offer.location,
            case,
            "/match/cases",
        ):
            assert client.get(path).status_code == 200, path
