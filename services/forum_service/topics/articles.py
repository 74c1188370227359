"""The articles of a topic's page, kept after they were drawn.

The same twenty posts are shown to many readers. An article is kept under everything it shows, its words, its
author's name and the reader's language included: when one of them changes, another article is drawn, and
nothing has to be thrown away by hand.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from flask import current_app
from markupsafe import Markup
from sqlalchemy import Row

from corridor.web.i18n import reading_locale, reading_zone
from corridor.web.moments import relatives

# About five kilobytes each.
KEPT = 1000


def draw_articles(
    posts: Sequence[Row[Any]], *, url: str, target: int | None, editable: Collection[int]
) -> list[Markup]:
    """The posts as articles, for the reader's language and time zone."""
    reader = (str(reading_locale()), str(reading_zone()))
    ages = relatives(post.created_at for post in posts)
    return [
        _draw(post, url, age, post.number == target, post.id in editable, reader)
        for post, age in zip(posts, ages, strict=True)
    ]


@lru_cache(maxsize=KEPT)
def _draw(
    post: Row[Any], url: str, ago: str, target: bool, editable: bool, _reader: tuple[str, str]
) -> Markup:
    template: Any = current_app.jinja_env.get_template("topics/_post.html").module
    article = template.post(post, url=url, ago=ago, target=target, editable=editable)
    return Markup(article)  # noqa: S704  a macro of ours, escaped where it is written
