"""The terms of the Convention in its six languages: what one language calls a thing, the others find."""

from corridor.terms.reading import LANGUAGES, Term, all_terms
from corridor.terms.sameness import in_other_languages, same_words, term_named, terms_in

__all__ = [
    "LANGUAGES",
    "Term",
    "all_terms",
    "in_other_languages",
    "same_words",
    "term_named",
    "terms_in",
]
