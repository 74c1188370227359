"""Count the tries of this request."""

from flask import request

from account_service.accounts.folding import email_key
from account_service.limits.actions import TooManyTries, count_try
from account_service.limits.rules import Limit
from corridor.web import Form
from corridor.web.frame import frame


def count(*tries: tuple[Limit, str] | Limit) -> None:
    """Count against each limit: by the word given with it, or by the network address of the request."""
    for one in tries:
        limit, whose = one if isinstance(one, tuple) else (one, request.remote_addr or "")
        # However an address is written it is one mailbox: other capitals are no fresh tries.
        count_try(frame().sessions, limit, email_key(whose))


def is_too_much(form: Form, field: str, *tries: tuple[Limit, str] | Limit) -> bool:
    """Count, and say at the field of a form when it is too much."""
    try:
        count(*tries)
    except TooManyTries as error:
        form.fail(field, error.message)
        return True
    return False
