"""The life of a need and who may move it on, without a database."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.errors import Conflict, Forbidden, Invalid
from matchmaking_service.needs import rules
from matchmaking_service.needs.states import STATES
from tests.matchmaking_service.world import AMINA, FATOU, GRACE, HELEN, MOUSSA, YUKI, viewer

WAY = ("submit", "endorse", "publish", "match", "start", "close")


def test_the_main_line_leads_from_draft_to_closed() -> None:
    state = "draft"
    for action in WAY:
        state = rules.next_state(state, action)

    assert state == "closed"


def test_a_returned_need_can_be_submitted_again() -> None:
    returned = rules.next_state("submitted", "return", reason="The dates are missing.")

    assert rules.next_state(returned, "submit") == "submitted"


@pytest.mark.parametrize("action", ["return", "decline", "withdraw"])
def test_a_side_exit_wants_a_reason(action: str) -> None:
    source = sorted(rules.TRANSITIONS[action].sources)[0]

    with pytest.raises(Invalid):
        rules.next_state(source, action, reason="  ")


@given(st.sampled_from(STATES), st.sampled_from(sorted(rules.TRANSITIONS)))
def test_no_step_leaves_from_a_state_that_is_not_its_own(state: str, action: str) -> None:
    if state in rules.TRANSITIONS[action].sources:
        assert rules.next_state(state, action, reason="because") in STATES
    else:
        with pytest.raises(Conflict):
            rules.next_state(state, action, reason="because")


def test_nothing_leaves_the_end_states() -> None:
    ends = {"closed", "declined", "withdrawn"}

    assert not any(transition.sources & ends for transition in rules.TRANSITIONS.values())


# Who may take which step with a need of Mali; everything not named is refused.
MAY = {
    ("amina", "submit"),
    ("amina", "withdraw"),
    ("moussa", "submit"),
    ("moussa", "withdraw"),
    ("moussa", "endorse"),
    ("moussa", "return"),
    ("helen", "publish"),
    ("helen", "decline"),
    ("yuki", "publish"),
    ("yuki", "decline"),
}
PEOPLE = {who.handle: who for who in (AMINA, MOUSSA, HELEN, YUKI, FATOU, GRACE)}


@pytest.mark.parametrize(("handle", "action"), list(product(PEOPLE, rules.TRANSITIONS)))
def test_each_role_may_do_just_its_own(handle: str, action: str) -> None:
    allowed = rules.may(viewer(PEOPLE[handle]), action, party="ML")

    assert allowed == ((handle, action) in MAY)
    if not allowed:
        with pytest.raises(Forbidden):
            rules.demand(viewer(PEOPLE[handle]), action, party="ML")


# Who sees a need of Mali in which state.
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("handle", PEOPLE)
def test_each_role_sees_just_its_own(handle: str, state: str) -> None:
    seen = rules.may_see(viewer(PEOPLE[handle]), state, party="ML")

    expected = {
        "amina": True,
        "moussa": True,
        "helen": state != "draft",
        "yuki": state != "draft",
        "fatou": state in rules.PUBLIC,
        "grace": state in rules.PUBLIC,
    }
    assert seen == expected[handle]


def test_a_bare_need_lacks_everything_it_is_asked_for() -> None:
    missing = rules.missing_for_submission(
        title=" ", statement="Help!", targets=[], assistance=[], languages=[]
    )

    assert set(missing) == {"title", "statement", "targets", "assistance", "languages"}


def test_chinese_is_counted_by_characters() -> None:
    assert rules.count_words("湿地修复监测方法") == 5
    assert rules.count_words("two words") == 2
