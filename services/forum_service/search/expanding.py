"""The terms of the Convention in a question: what one language asks for is found in the six."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corridor.terms import Term as Concept
from corridor.terms import in_other_languages, terms_in
from forum_service.search.folding import fold
from forum_service.search.rules import Clause, Question, Term

# Of each term: one or two names a language say enough.
NAMES = 12


@dataclass(frozen=True, kw_only=True)
class Expanded:
    """A question with what is also looked for, as (language, name)."""

    question: Question
    also: Sequence[tuple[str, str]]


def expand(question: Question) -> Expanded:
    """Let the names of a term in other languages answer too; what stands in quotation marks is meant so."""
    clauses: list[Clause] = []
    also: list[tuple[str, str]] = []
    waiting: list[Clause] = []
    for clause in (*question.clauses, None):
        if clause is not None and _is_word(clause):
            waiting.append(clause)
            continue
        for done, names in _widened(waiting):
            clauses.append(done)
            also += names
        waiting = []
        clauses += [clause] if clause else []
    return Expanded(question=Question(clauses=tuple(clauses)), also=list(dict.fromkeys(also)))


def _is_word(clause: Clause) -> bool:
    return not clause.excluded and len(clause.terms) == 1 and not clause.terms[0].phrase


def _widened(clauses: Sequence[Clause]) -> Iterable[tuple[Clause, list[tuple[str, str]]]]:
    words = [clause.terms[0].text for clause in clauses]
    at = 0
    for start, end, concept in terms_in(words):
        yield from ((clause, []) for clause in clauses[at:start])
        yield _with_names(" ".join(words[start:end]), concept)
        at = end
    yield from ((clause, []) for clause in clauses[at:])


def _with_names(said: str, concept: Concept) -> tuple[Clause, list[tuple[str, str]]]:
    words = set(said.split())
    # A name that has all the words said, and more, is found by them anyway.
    names = [
        (language, name)
        for language, name in in_other_languages(concept, said)
        if not words <= set(fold(name).replace("-", " ").split())
    ][:NAMES]
    others = [Term(text=fold(name), phrase=" " in name, language=language) for language, name in names]
    return Clause(terms=(Term(text=said), *others)), names
