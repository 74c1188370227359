"""The web frame of every service: one import gives a view what it needs to load, act and answer."""

from corridor.web.answers import render, see_other
from corridor.web.app import create_app
from corridor.web.forms import Form, form_from
from corridor.web.idempotency import idempotent
from corridor.web.limits import limited
from corridor.web.notices import notice
from corridor.web.paging import Page, keyset, paginate
from corridor.web.return_to import safe_return_to
from corridor.web.work import session, transaction

__all__ = [
    "Form",
    "Page",
    "create_app",
    "form_from",
    "idempotent",
    "keyset",
    "limited",
    "notice",
    "paginate",
    "render",
    "safe_return_to",
    "see_other",
    "session",
    "transaction",
]
