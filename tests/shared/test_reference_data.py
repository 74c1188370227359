"""The Parties, the targets and the demo people hang together."""

from zoneinfo import ZoneInfo

import pytest

from corridor.demo import people, person
from corridor.parties import all_parties, country_name, party_by_code
from corridor.targets import all_targets

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


def test_there_are_196_parties_and_neither_the_united_states_nor_the_holy_see() -> None:
    codes = {party.iso2 for party in all_parties()}

    assert len(codes) == 196
    assert not codes & {"US", "VA"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_party_has_a_name_in_each_language(language: str) -> None:
    assert all(party.name(language) for party in all_parties())


def test_a_country_that_is_no_party_still_has_a_name() -> None:
    assert country_name("US", "fr") == "États-Unis"
    assert country_name("ML", "ar") == "مالي"


def test_targets_carry_the_identifiers_of_the_secretariat() -> None:
    identifiers = [target.identifier for target in all_targets()]

    assert len(identifiers) == 27
    assert identifiers[0] == "GBF-GOAL-A"
    assert identifiers[-1] == "GBF-TARGET-23"


def test_demo_people_are_from_parties_in_real_time_zones() -> None:
    for one in people():
        assert one.country in party_by_code()
        assert ZoneInfo(one.time_zone)
        assert set(one.languages) <= set(LANGUAGES)


def test_each_role_is_held_by_somebody_and_one_visitor_has_none() -> None:
    held = {role.partition(":")[0] for one in people() for role in one.roles}

    assert held == {
        "secretariat", "moderator", "coordination", "bureau", "iag_member", "expert",
        "party_representative", "focal_point", "centre_staff",
    }  # fmt: skip
    assert person("tom.visitor").roles == ()
