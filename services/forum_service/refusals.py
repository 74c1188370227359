"""A form that a rule refused, shown again with what was typed and what is wrong with it."""

from corridor.errors import CorridorError, Invalid
from corridor.web import Form


def show_refusal(form: Form, error: CorridorError) -> int:
    """Put what a rule refused at its field; the status to answer with. Nothing typed is lost."""
    found = error.errors if isinstance(error, Invalid) and error.errors else {"_form": [error.message]}
    for field, messages in found.items():
        for message in messages:
            form.fail(field, message)
    return error.status
