"""Parts of pages that are the same for everybody who reads in one language, drawn once."""

from functools import lru_cache
from typing import Any

from flask import current_app
from markupsafe import Markup

from corridor.web.i18n import reading_locale


def fragment(template: str, **values: str | int | None) -> Markup:
    """A partial template, kept for its values and the reader's language. It may show nothing else."""
    return _draw(template, str(reading_locale()), tuple(values.items()))


@lru_cache(maxsize=500)
def _draw(template: str, _locale: str, values: tuple[tuple[str, Any], ...]) -> Markup:
    return Markup(current_app.jinja_env.get_template(template).render(dict(values)))  # noqa: S704
