"""From a question to a tsquery, every word of it bound as a value."""

from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, cast, func, literal, literal_column
from sqlalchemy.dialects.postgresql import REGCONFIG, TSQUERY

from forum_service.search.folding import bigrams
from forum_service.search.rules import Clause, Question, Term

Part = ColumnElement[Any]


def tsquery(question: Question) -> Part:
    """The whole question: every clause holds."""
    return reduce(_and, (_clause(clause) for clause in question.clauses))


def _clause(clause: Clause) -> Part:
    either = reduce(_or, (_term(term) for term in clause.terms))
    return func.tsquery_not(either, type_=TSQUERY) if clause.excluded else either


def _term(term: Term) -> Part:
    parts = [_spaced(term)] if term.spaced else []
    return reduce(_and, [*parts, *(_run(run) for run in term.runs)])


def _spaced(term: Term) -> Part:
    make = func.phraseto_tsquery if term.phrase else func.plainto_tsquery
    return reduce(
        _or, (make(_config(name), term.spaced, type_=TSQUERY) for name in (*term.configs, "simple"))
    )


def _run(run: str) -> Part:
    if len(run) == 1:
        # One character is found where a pair begins with it, or where it stands alone.
        return cast(literal(f"'{run}':*"), TSQUERY)
    return func.phraseto_tsquery(_config("simple"), " ".join(bigrams(run)), type_=TSQUERY)


def _config(name: str) -> Part:
    return cast(literal_column(f"'{name}'"), REGCONFIG)


def _and(left: Part, right: Part) -> Part:
    return func.tsquery_and(left, right, type_=TSQUERY)


def _or(left: Part, right: Part) -> Part:
    return func.tsquery_or(left, right, type_=TSQUERY)
