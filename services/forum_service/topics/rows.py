"""The rows of a list of topics, kept after they were drawn, as the articles are (topics/articles.py)."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from flask import current_app
from markupsafe import Markup
from sqlalchemy import Row

from corridor.web.i18n import reading_locale, reading_zone
from corridor.web.moments import relatives

# About two kilobytes each.
KEPT = 1500


def draw_rows(topics: Sequence[Row[Any]], *, show_board: bool = True) -> list[Markup]:
    """The topics as rows of a table, for the reader's language and time zone."""
    reader = (str(reading_locale()), str(reading_zone()))
    ages = relatives(topic.last_posted_at for topic in topics)
    return [_draw(topic, age, show_board, reader) for topic, age in zip(topics, ages, strict=True)]


@lru_cache(maxsize=KEPT)
def _draw(topic: Row[Any], ago: str, show_board: bool, _reader: tuple[str, str]) -> Markup:
    template: Any = current_app.jinja_env.get_template("topics/_row.html").module
    row = template.row(topic, ago=ago, show_board=show_board)
    return Markup(row)  # noqa: S704  a macro of ours, escaped where it is written
