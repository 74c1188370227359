"""What is typed into the search box."""

from forum_service.search.excerpts import excerpt
from forum_service.search.rules import read_question


def _clauses(typed: str):
    question = read_question(typed)
    assert question is not None
    return [([term.text for term in clause.terms], clause.excluded) for clause in question.clauses]


def test_words_phrases_exclusions_and_alternatives() -> None:
    assert _clauses('Taxonomy "needs assessment" -plants or fungi') == [
        (["taxonomy"], False),
        (["needs assessment"], False),
        (["plants"], True),
        (["fungi"], False),
    ]
    assert _clauses("dogs or boats") == [(["dogs", "boats"], False)]


def test_nothing_asked_is_no_question() -> None:
    for typed in ("", "   ", "-only", '"', "!!!", "or"):
        assert read_question(typed) is None


def test_a_question_has_an_end() -> None:
    question = read_question("word " * 1000)

    assert question is not None
    assert len(question.clauses) <= 12


def test_what_is_marked_was_escaped_before() -> None:
    question = read_question("barcoding")
    assert question is not None

    marked = excerpt("<script>alert(1)</script> barcoding & more", question.terms)

    assert marked == "&lt;script&gt;alert(1)&lt;/script&gt; <mark>barcoding</mark> &amp; more"


def test_an_excerpt_ends_between_words() -> None:
    question = read_question("needle")
    assert question is not None

    marked = excerpt("needle " + "word " * 100, question.terms)

    assert marked.startswith("<mark>needle</mark> word")
    assert marked.endswith("word …")


def test_forms_of_a_word_are_marked() -> None:
    question = read_question("restoration")
    assert question is not None

    assert "<mark>restored</mark>" in excerpt("Forests restored by hand", question.terms)
