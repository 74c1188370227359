"""Properties of the points."""

from hypothesis import given
from hypothesis import strategies as st

from matchmaking_service.matching import scoring
from matchmaking_service.matching.scoring import Constants

raw = st.floats(min_value=0, max_value=1, allow_nan=False)
words = st.sets(st.sampled_from([f"c{n}" for n in range(12)]))


@given(raw, raw)
def test_more_text_never_makes_fewer_points(a: float, b: float) -> None:
    low, high = sorted((a, b))

    assert scoring.text_share(low, Constants()) <= scoring.text_share(high, Constants())


@given(raw)
def test_shares_lie_between_nothing_and_all(score: float) -> None:
    assert 0 <= scoring.text_share(score, Constants()) <= 1
    assert 0 <= scoring.concepts_share(score, Constants()) <= 1


def test_no_common_word_is_no_point() -> None:
    assert scoring.text_share(0, Constants()) == 0
    assert scoring.concepts_share(0, Constants()) == 0


@given(words, words, st.sampled_from([f"c{n}" for n in range(12)]))
def test_one_concept_more_never_lowers_the_overlap(wanted: set[str], offered: set[str], extra: str) -> None:
    less = scoring.concepts_score({"terms": wanted}, {"terms": offered}, rarity={})
    more = scoring.concepts_score({"terms": wanted}, {"terms": offered | {extra}}, rarity={})

    assert less <= more <= 1


def test_points_of_all_parts_never_exceed_a_hundred() -> None:
    main = scoring.main_points(text=1, concepts=1)
    equity = scoring.equity_points(ldc=True, sids=True, lldc=True, capacity=3, free=3)

    assert sum(main.values()) + equity + 6 + 6 == 100
    assert sum(scoring.main_points(text=1, concepts=1, carried=1).values()) < sum(main.values())


def test_a_rare_concept_says_more() -> None:
    wanted = {"terms": {"peat", "training"}}
    rarity = {"peat": 3.0, "training": 1.0}

    rare = scoring.concepts_score(wanted, {"terms": {"peat"}}, rarity=rarity)
    assert rare > scoring.concepts_score(wanted, {"terms": {"training"}}, rarity=rarity)
