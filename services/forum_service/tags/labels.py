"""Tags as readers see them."""

from flask_babel import get_locale

from corridor.terms import term_named


def tag_name(slug: str) -> str:
    """The words of a tag; a term of the Convention in the reader's language."""
    term = term_named(slug)
    locale = get_locale()
    return term.name(locale.language if locale else "en") if term else slug.replace("-", " ")
