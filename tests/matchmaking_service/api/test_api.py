"""The JSON side, as a program uses it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from corridor.errors import Forbidden
from corridor.testing import Browser, client_for, sign_in
from matchmaking_service.providers.actions import list_provider
from matchmaking_service.service import SERVICE
from tests.matchmaking_service.world import (
    AMINA,
    FATOU,
    GRACE,
    HELEN,
    ORIGIN,
    STATEMENT,
    centre,
    draft,
    published,
    settle,
    viewer,
)

PREVIEW = "/match/api/v1/matches/preview"
PROVIDERS = "/match/api/v1/providers"


@pytest.fixture(name="program")
def _program() -> Browser:
    return sign_in(client_for(SERVICE), HELEN)


def paper(title: str, description: str = "") -> dict[str, str]:
    return {"title": title, "description": description}


def test_a_provider_is_created_with_its_items_and_read_back(program: Browser) -> None:
    items = [paper(f"Study {n} of seagrass", "Blue carbon in meadows.") for n in range(25)]
    made = program.post(PROVIDERS, json={"name": "Reef Lab", "evidence_items": items})

    assert made.status_code == 201, made.text
    read = client_for(SERVICE).get(f"{PROVIDERS}/{made.json['slug']}").json
    assert read["slug"] == "reef-lab"
    assert read["open_to_all"] is True
    assert [one["title"] for one in read["evidence_items"]] == [one["title"] for one in items]


def test_a_preview_ranks_every_provider_by_the_best_items(program: Browser) -> None:
    for name, subject in (("A", "coral reefs"), ("B", "tax law"), ("C", "coral reef bleaching surveys")):
        items = [paper(f"On {subject} {n}") for n in range(4)]
        assert program.post(PROVIDERS, json={"name": name, "evidence_items": items}).status_code == 201

    answer = program.post(PREVIEW, json=paper("Coral reef bleaching", "Surveys of coral reefs."))

    matches = answer.json["matches"]
    assert [one["name"] for one in matches] == ["C", "A", "B"]
    assert matches[0]["text_score"] > matches[1]["text_score"] > matches[2]["text_score"] == 0
    assert set(matches[0]["parts"]) == {"text", "concepts", "region", "language", "equity"}
    assert matches[0]["total"] == pytest.approx(sum(matches[0]["parts"].values()), abs=1e-3)


def test_a_preview_is_deterministic(program: Browser) -> None:
    for name in ("B", "A"):
        program.post(PROVIDERS, json={"name": name, "evidence_items": [paper("Same words")]})

    first = program.post(PREVIEW, json=paper("Same words")).json
    assert first == program.post(PREVIEW, json=paper("Same words")).json
    assert [one["slug"] for one in first["matches"]] == ["a", "b"]


def test_a_preview_for_a_party_shows_its_gates(program: Browser, session: Session) -> None:
    settle(session)
    centre(session, "sanbi", covers=["ZA"])

    asked = {**paper("Water hyacinth", STATEMENT), "party": "ML", "languages": ["fr"]}
    (match,) = program.post(PREVIEW, json=asked).json["matches"]

    shut = [gate["gate"] for gate in match["gates"] if not gate["open"]]
    assert not match["eligible"]
    assert shut == ["coverage"]
    assert match["text_score"] > 0


def test_the_matches_of_a_need_are_for_members(session: Session) -> None:
    settle(session)
    centre(session)
    need = published(session)
    address = f"/match/api/v1/needs/{need.number}/matches"

    assert client_for(SERVICE).get(address).status_code == 401
    assert len(sign_in(client_for(SERVICE), FATOU).get(address).json["matches"]) == 1


def test_the_api_shows_the_ranking_to_whom_the_page_shows_it(session: Session) -> None:
    settle(session)
    centre(session)
    need = published(session)
    another_party = sign_in(client_for(SERVICE), GRACE)

    assert another_party.get(f"/match/needs/{need.number}/matches").status_code == 404
    assert another_party.get(f"/match/api/v1/needs/{need.number}/matches").status_code == 404


def test_a_key_that_may_write_lists_providers_only_for_who_looks_after_them(session: Session) -> None:
    with pytest.raises(Forbidden):
        list_provider(
            session,
            replace(viewer(FATOU), via="api_key"),
            origin=ORIGIN,
            evidence=[],
            name="X",
            kind="centre",
        )


def test_only_published_needs_are_read(session: Session) -> None:
    settle(session)
    hidden, shown = draft(session), published(session, title="Shown")
    client = client_for(SERVICE)

    assert [one["title"] for one in client.get("/match/api/v1/needs").json["items"]] == ["Shown"]
    assert client.get(f"/match/api/v1/needs/{shown.number}").json["party"] == "ML"
    assert client.get(f"/match/api/v1/needs/{hidden.number}").status_code == 404


def test_only_those_who_look_after_the_network_add_providers() -> None:
    body = {"name": "X", "evidence_items": []}

    assert client_for(SERVICE).post(PROVIDERS, json=body).status_code == 401
    assert sign_in(client_for(SERVICE), AMINA).post(PROVIDERS, json=body).status_code == 403


def test_a_short_name_is_taken_once(program: Browser) -> None:
    body = {"name": "X", "slug": "x", "evidence_items": []}

    assert program.post(PROVIDERS, json=body).status_code == 201
    assert program.post(PROVIDERS, json=body).status_code == 409


def test_lists_come_in_pages(program: Browser) -> None:
    for name in "ABC":
        program.post(PROVIDERS, json={"name": name, "evidence_items": []})

    first = program.get(f"{PROVIDERS}?limit=2").json
    second = program.get(f"{PROVIDERS}?limit=2&after={first['next']}").json
    assert [one["name"] for one in first["items"] + second["items"]] == ["A", "B", "C"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"title": ""},
        {"title": "x", "unknown": 1},
        {"title": 5},
        {"title": "x", "languages": "fr"},
        {"title": "x", "languages": ["xx"]},
        {"title": "x", "party": "US"},
        {"title": "x", "targets": ["7"]},
        {"title": "x" * 1000},
        {"title": "x", "description": "y" * 20_001},
        [],
        None,
    ],
)
def test_a_wrong_preview_is_refused_with_a_reason(program: Browser, body: Any) -> None:
    answer = program.post(PREVIEW, json=body)

    assert answer.status_code in (400, 422), answer.text
    assert answer.content_type == "application/problem+json"


def test_too_many_items_are_refused(program: Browser) -> None:
    body = {"name": "X", "evidence_items": [paper("t")] * 201}

    assert program.post(PROVIDERS, json=body).status_code == 422


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300), st.text(max_size=2000))
def test_hostile_text_never_breaks_a_preview(program: Browser, title: str, description: str) -> None:
    answer = program.post(PREVIEW, json={"title": title, "description": description})

    assert answer.status_code in (200, 400, 422), answer.text


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
_names = st.sampled_from(
    ["name", "slug", "kind", "covers", "languages", "capacity", "evidence_items", "hosts"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(_names, _json, max_size=6))
def test_hostile_json_never_breaks_the_creation(program: Browser, body: dict[str, Any]) -> None:
    assert program.post(PROVIDERS, json=body).status_code in (201, 400, 409, 422)


def test_the_description_of_the_api_is_open() -> None:
    described = client_for(SERVICE).get("/match/api/openapi.json").json

    assert described["openapi"] == "3.1.0"
    assert PREVIEW in described["paths"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " https://x.example"])
def test_only_web_addresses_become_links(program: Browser, address: str) -> None:
    item = {**paper("A study"), "url": address}
    for body in ({"name": "A", "website": address}, {"name": "A", "evidence_items": [item]}):
        assert program.post(PROVIDERS, json=body).status_code == 422
