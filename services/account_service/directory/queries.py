"""Who is here."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select, text

from account_service.accounts.folding import fold
from account_service.accounts.models import Account
from corridor.auth.roles import SCOPE_KINDS

# Of a question more words than these narrow nothing any more.
WORDS = 8


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the directory is asked for; what is empty narrows nothing."""

    q: str = ""
    organisation: str = ""
    country: str = ""
    language: str = ""
    expertise: str = ""
    role: str = ""

    @property
    def filtered(self) -> bool:
        return any(vars(self).values())


def members(asked: Asked) -> Select[Any]:
    """Living accounts with a role that fit all that was asked for; capitals and accents do not matter."""
    query = select(Account).where(Account.active, func.cardinality(Account.roles) > 0)
    for column, words in (
        (Account.search_text, asked.q),
        (Account.organisation_key, asked.organisation),
        (Account.expertise_key, asked.expertise),
    ):
        for word in fold(words).split()[:WORDS]:
            query = query.where(column.contains(word, autoescape=True))
    if asked.country:
        query = query.where(Account.country == asked.country)
    if asked.language:
        query = query.where(Account.languages.contains([asked.language]))
    if asked.role:
        query = query.where(_holds(asked.role))
    return query


def _holds(role: str) -> Any:
    """A role as it is held ("group:indicators"), or its name for whatever Party or centre."""
    if ":" in role or SCOPE_KINDS.get(role) is None:
        return Account.roles.contains([role])
    named = text("EXISTS (SELECT 1 FROM unnest(accounts.roles) held WHERE held LIKE :role || ':%')")
    return or_(Account.roles.contains([role]), named.bindparams(role=role))
