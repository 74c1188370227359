"""Who is here."""

from typing import Any

from sqlalchemy import Select, func, select

from account_service.accounts.folding import fold
from account_service.accounts.models import Account


def members(*, words: str = "", organisation: str = "", country: str = "", language: str = "") -> Select[Any]:
    """Living accounts with a role that fit all that was asked for."""
    query = select(Account).where(Account.active, func.cardinality(Account.roles) > 0)
    for word in fold(words).split()[:8]:
        query = query.where(Account.search_text.contains(word, autoescape=True))
    if organisation:
        query = query.where(Account.search_text.contains(fold(organisation), autoescape=True))
        query = query.where(func.lower(Account.organisation).contains(organisation.lower(), autoescape=True))
    if country:
        query = query.where(Account.country == country)
    if language:
        query = query.where(Account.languages.contains([language]))
    return query
