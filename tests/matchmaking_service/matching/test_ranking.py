"""The ranking of stored providers for stored needs."""

from sqlalchemy.orm import Session

from matchmaking_service.matching.actions import fit_ranking, store_matches, store_outdated
from matchmaking_service.matching.queries import current_corpus, current_model, rank_for, stored_matches
from matchmaking_service.matching.reasons import gate_reasons, reasons
from matchmaking_service.providers.actions import touch
from tests.matchmaking_service.world import WEEDS, centre, evidence, published, settle


def test_a_shut_gate_is_shown_with_its_reason(session: Session, app: object) -> None:
    settle(session)
    centre(session, "sanbi", covers=["ZA"])
    centre(session, "nies", languages=["zh"])
    centre(session, "jrc", assistance=["legal"])
    centre(session, "ccad", capacity=0)
    need = published(session)

    shut = {one.entry.slug: one.failed_gates for one in rank_for(session, need)}

    assert shut == {
        "sanbi": ["coverage"],
        "nies": ["language"],
        "jrc": ["assistance"],
        "ccad": ["capacity"],
    }


def test_fitting_providers_come_before_others_and_ties_go_by_name(session: Session) -> None:
    settle(session)
    for slug in ("bbb", "aaa", "ccc"):
        centre(session, slug)
    centre(session, "zzz", covers=["ZA"], evidence=[WEEDS] * 5)
    need = published(session)

    assert [one.entry.slug for one in rank_for(session, need)] == ["aaa", "bbb", "ccc", "zzz"]


def test_russian_need_and_english_evidence_meet_by_concepts(session: Session) -> None:
    settle(session)
    centre(session, "right")
    centre(
        session, "wrong", targets=[], ecosystems=[], evidence=[evidence("Court law", "Training of judges.")]
    )
    need = published(
        session,
        language="ru",
        title="Борьба с водным гиацинтом",
        statement="Водный гиацинт, инвазивный вид, покрывает реку. Нужны спутниковые снимки и мониторинг. "
        * 4,
    )

    first, second = rank_for(session, need)

    assert (first.entry.slug, second.entry.slug) == ("right", "wrong")
    assert first.weak_text
    assert first.parts["text"] == 0
    assert "water_hyacinth" in first.facts["concepts"]


def test_reasons_are_in_words(session: Session, app: object) -> None:
    settle(session)
    centre(session)
    centre(session, "sanbi", covers=["ZA"])
    fitting, shut = rank_for(session, published(session))

    with app.test_request_context():  # type: ignore[attr-defined]
        said = " ".join(reasons(fitting, language="en"))
        assert gate_reasons(shut) == ["It does not cover this Party."]
    assert "hyacinth" in said
    assert "It covers this Party." in said
    assert "Capacity: 3 of 3 places are free." in said


def test_every_part_of_every_score_is_stored(session: Session) -> None:
    settle(session)
    centre(session)
    need = published(session)

    (match,) = stored_matches(session, need)
    (ranked,) = rank_for(session, need)

    assert match.total == ranked.total
    assert match.parts == ranked.parts
    assert match.text_score == ranked.text_score
    assert match.model_version == current_model(session).version


def test_a_new_provider_is_in_the_index_at_once(session: Session) -> None:
    settle(session)
    centre(session)
    need = published(session)
    assert len(rank_for(session, need)) == 1

    centre(session, "oss")

    assert len(rank_for(session, need)) == 2


def test_only_what_changed_is_read_anew(session: Session) -> None:
    settle(session)
    kept, changed = centre(session, "aaa"), centre(session, "bbb")
    before = {entry.slug: entry for entry in current_corpus(session).entries}

    touch(session, changed)
    session.commit()

    after = {entry.slug: entry for entry in current_corpus(session).entries}
    assert after[kept.slug] is before[kept.slug]
    assert after[changed.slug] is not before[changed.slug]


def test_outdated_matches_are_stored_anew(session: Session) -> None:
    settle(session)
    centre(session)
    need = published(session)
    assert store_outdated(session) == 0

    centre(session, "oss")

    assert store_outdated(session) == 1
    assert len(stored_matches(session, need)) == 2


def test_fitting_makes_a_new_version_and_keeps_the_old_scores(session: Session) -> None:
    settle(session)
    for place in range(60):
        centre(session, f"c{place}")
    needs = [published(session), published(session, title="Reed beds")]

    model = fit_ranking(session)

    assert model is not None
    assert model.pairs == 120
    assert 0 < model.constants["text_mean"] < 1
    before = stored_matches(session, needs[0])[0].model_version
    store_matches(session, needs[0])
    assert stored_matches(session, needs[0])[0].model_version == model.version == before + 1


def test_too_few_pairs_fit_nothing(session: Session) -> None:
    assert fit_ranking(session) is None
