"""The demo world: complete, believable, loaded once."""

from collections import Counter

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from corridor.service import Scale
from corridor.testing import client_for, settings_for, sign_in
from matchmaking_service.cases.models import Case
from matchmaking_service.matching.models import Match
from matchmaking_service.matching.queries import rank_for, stored_matches
from matchmaking_service.members.models import Member
from matchmaking_service.needs.models import Need
from matchmaking_service.providers.models import EvidenceItem, Provider
from matchmaking_service.seed import seed
from matchmaking_service.service import SERVICE


def load(session: Session) -> None:
    seed(session, settings_for(SERVICE), scale=Scale(), progress=lambda *_: None)
    session.commit()


def test_the_demo_world_has_what_it_promises(session: Session) -> None:
    load(session)

    providers = session.scalars(select(Provider)).all()
    centres = [one for one in providers if one.kind == "centre"]
    assert len(centres) == 18
    assert all(len(one.evidence) >= 6 for one in centres)
    assert all(len(item.description) > 40 for item in session.scalars(select(EvidenceItem)))
    needs = session.scalars(select(Need)).all()
    assert len(needs) == 30
    assert {need.language for need in needs} == {"ar", "zh", "en", "fr", "ru", "es"}
    assert len({need.state for need in needs}) == 10
    states = Counter(case.state for case in session.scalars(select(Case)))
    assert states == {"closed": 3, "in_delivery": 2, "delivered": 1, "agreed": 1}


def test_a_second_run_changes_nothing(session: Session) -> None:
    load(session)
    load(session)

    assert session.scalar(text("select count(*) from needs")) == 30
    assert session.scalar(text("select count(*) from outbox where type like '%provider_listed%'")) == 23


def test_open_needs_have_their_matches_on_record(session: Session) -> None:
    load(session)

    open_needs = session.scalars(select(Need).where(Need.state == "published")).all()
    providers = session.scalar(select(text("count(*)")).select_from(Provider))
    for need in open_needs:
        assert len(stored_matches(session, need)) == providers
    assert session.scalar(select(text("count(*)")).select_from(Match)) == len(open_needs) * providers


def test_the_fitting_centre_comes_first_in_every_language(session: Session) -> None:
    load(session)

    first = {need.title: rank_for(session, need)[0].entry.slug for need in session.scalars(select(Need))}
    assert first["Suivi et lutte contre la jacinthe d'eau dans le delta intérieur du Niger"] == "cse"
    assert first["Мониторинг снежного барса и обучение инспекторов"] == "carec"
    assert first["Manejo integral del fuego en la Chiquitania"] == "humboldt"
    assert first["رصد الطيور المهاجرة واستعادة واحة الأزرق"] == "iucn-rowa"
    assert first["滨海湿地互花米草治理后的生态修复与监测"] == "nies"
    assert first["Early detection of little fire ants on outer islands"] == "sprep"


def test_every_page_of_the_demo_world_opens_for_everybody(session: Session) -> None:
    load(session)

    members = {one.handle: one for one in session.scalars(select(Member))}
    needs = [f"/match/needs/{number}" for number in session.scalars(select(Need.number))]
    providers = [f"/match/providers/{slug}" for slug in session.scalars(select(Provider.slug))]
    others = [
        "/match",
        "/match/needs",
        "/match/providers",
        "/match/parties",
        "/match/parties/ML",
        "/match/ranking",
    ]
    for handle in ("amina.diallo", "moussa.traore", "fatou.ndiaye", "helen.marsh", "tom.visitor", None):
        client = client_for(SERVICE)
        if handle:
            sign_in(client, members[handle])
        for path in [*others, *needs, *(providers if handle is None else ())]:
            assert client.get(path).status_code in (200, 404), (handle, path)
            if path in others:
                assert client.get(path).status_code == 200, (handle, path)
