"""From a question to a tsquery.

PostgreSQL makes the lexemes of every word first, in one statement; equal ones are then joined only once, for
the planner takes `a | a` to be twice as frequent as `a` and would choose the slower way.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from forum_service.search.folding import bigrams
from forum_service.search.rules import Clause, Question, Term

TIMEOUT_MS = 3000
_ONE_LEXEME = re.compile(r"'\w{4,}'")
# Never search for longer than some seconds. The index of words is in memory: with the usual price of a page
# the planner would read a hundred thousand posts in a row rather than look up two thousand. A narrowed search
# is planned for these very words, since which way is the quicker depends on how frequent they are; the usual
# one has one way, and making its plan would take longer than to go it. All this is set along the way, since a
# page has few statements to spend.
_LEXEMES = text(
    """
    WITH limits AS MATERIALIZED (
        SELECT set_config('plan_cache_mode', :plans, true) AS plan,
               set_config('random_page_cost', '0.02', true) AS page,
               set_config('seq_page_cost', '0.02', true) AS row,
               set_config('statement_timeout', :timeout, true) AS timeout
    )
    SELECT CAST(CASE WHEN phrase THEN phraseto_tsquery(CAST(config AS regconfig), words)
                ELSE plainto_tsquery(CAST(config AS regconfig), words) END AS text)
    FROM unnest(CAST(:configs AS text[]), CAST(:words AS text[]), CAST(:phrases AS boolean[]))
        WITH ORDINALITY AS asked (config, words, phrase, place) CROSS JOIN limits
    WHERE limits.timeout IS NOT NULL
    ORDER BY place
    """
)


@dataclass(frozen=True, kw_only=True)
class _Ask:
    """Words to be made lexemes of by one configuration."""

    config: str
    words: str
    phrase: bool


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as a tsquery in its text form: in `full`, and with the words alone as they were typed."""

    full: str
    # Without the words that only begin alike: PostgreSQL finds these by looking at each place of each.
    strict: str
    # Of each clause that is sought, its lexemes; one suffices.
    sought: tuple[tuple[str, ...], ...]


def make_tsquery(session: Session, question: Question, *, planned: bool = True) -> Asked | None:
    """The question as a tsquery; None where only stop words are left of it.

    Up to the end of the transaction the limits of a search hold, and statements are `planned` for their words
    or follow one plan for all.
    """
    asks = list(dict.fromkeys(ask for clause in question.clauses for ask in _asks(clause)))
    lexemes = _lexemes(session, asks, plans="force_custom_plan" if planned else "force_generic_plan")
    parts = [_clause(clause, lexemes) for clause in question.clauses]
    if not any(part and not clause.excluded for part, clause in zip(parts, question.clauses, strict=True)):
        return None
    strict = [_clause(clause, lexemes, begun=clause.excluded) for clause in question.clauses]
    sought = [tuple(lexemes[ask] for ask in _asks(one)) for one in question.clauses if not one.excluded]
    return Asked(full=_all_of(parts), strict=_all_of(strict), sought=tuple(sought))


def _all_of(parts: list[str]) -> str:
    return " & ".join(part for part in parts if part)


def _asks(clause: Clause) -> Iterator[_Ask]:
    for term in clause.terms:
        yield from _of_spaced(term)
        yield from (_of_run(run) for run in term.runs if len(run) > 1)


def _of_spaced(term: Term) -> list[_Ask]:
    # The language of what we add is known: its stems stand in every text of that language.
    configs = (*term.configs, *(() if term.language else ("simple",))) if term.spaced else ()
    return [_Ask(config=config, words=term.spaced, phrase=term.phrase) for config in configs]


def _of_run(run: str) -> _Ask:
    return _Ask(config="simple", words=" ".join(bigrams(run)), phrase=True)


def _lexemes(session: Session, asks: list[_Ask], *, plans: str) -> dict[_Ask, str]:
    values = {
        "plans": plans,
        "configs": [ask.config for ask in asks],
        "words": [ask.words for ask in asks],
        "phrases": [ask.phrase for ask in asks],
        "timeout": str(TIMEOUT_MS),
    }
    return dict(zip(asks, session.execute(_LEXEMES, values).scalars(), strict=True)) if asks else {}


def _clause(clause: Clause, lexemes: dict[_Ask, str], *, begun: bool = True) -> str:
    either = [part for term in clause.terms if (part := _term(term, lexemes, begun=begun))]
    joined = _joined(" | ", either)
    return f"!{joined}" if joined and clause.excluded else joined


def _term(term: Term, lexemes: dict[_Ask, str], *, begun: bool) -> str:
    words = [_begun(ask, lexemes[ask]) if begun else lexemes[ask] for ask in _of_spaced(term)]
    spaced = _joined(" | ", words)
    # One character is found where a pair begins with it, or where it stands alone.
    runs = [f"'{run}':*" if len(run) == 1 else lexemes[_of_run(run)] for run in term.runs]
    return _joined(" & ", [spaced, *runs])


def _begun(ask: _Ask, lexeme: str) -> str:
    """A plain word of four letters or more also finds the words that begin with it: stemmers are no saints,
    least of all with folded accents ("páramos") and in Arabic."""
    plain = ask.config == "simple" and not ask.phrase and _ONE_LEXEME.fullmatch(lexeme)
    return f"{lexeme}:*" if plain else lexeme


def _joined(sign: str, parts: list[str]) -> str:
    kept = list(dict.fromkeys(part for part in parts if part))
    return f"({sign.join(kept)})" if kept else ""
