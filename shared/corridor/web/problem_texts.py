"""The words of the error pages: what happened, and what to do now."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

_WORDS: dict[int, tuple[LazyString, LazyString]] = {
    400: (_l("We could not read this request"), _l("Please go back, check what you sent, and try again.")),
    401: (_l("Please sign in"), _l("This needs an account, or an API key.")),
    403: (_l("Not open to you"), _l("Your account has no access to this page.")),
    404: (
        _l("Nothing here"),
        _l("The page does not exist, was moved, or is open to others only. Please check the address."),
    ),
    405: (_l("Not possible here"), _l("This address does not take requests of this kind.")),
    409: (
        _l("Somebody was faster"),
        _l("This changed while you were at it. Please look again and repeat it."),
    ),
    413: (_l("Too large"), _l("What you sent is larger than we can take.")),
    415: (_l("Unknown kind of content"), _l("We cannot read content of this type here.")),
    422: (_l("Something is missing or wrong"), _l("Please correct what you sent, and try again.")),
    429: (_l("Too many requests"), _l("Please wait a little, then try again.")),
    500: (
        _l("Something went wrong on our side"),
        _l("The error was recorded. Please try again; if it stays, write to us with the number below."),
    ),
    503: (
        _l("Not available just now"),
        _l("A part of the site does not answer. Please try again in a minute."),
    ),
}


def title_for(status: int) -> str:
    """The heading of an error page."""
    return str(_words(status)[0])


def text_for(status: int) -> str:
    """The sentence under the heading."""
    return str(_words(status)[1])


def _words(status: int) -> tuple[LazyString, LazyString]:
    return _WORDS.get(status) or _WORDS[400 if status < 500 else 500]
