"""The articles of a topic's page, kept after they were drawn.

The same twenty posts are shown to many readers. An article is kept under everything it shows, its words, its
author's name and the reader's language included: when one of them changes, another article is drawn, and
nothing has to be thrown away by hand.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from flask import current_app
from flask_babel import get_locale, get_timezone
from markupsafe import Markup
from sqlalchemy import Row

from corridor.web.moments import relative

# About five kilobytes each.
KEPT = 2000


class Article(NamedTuple):
    """All that an article shows."""

    id: int
    number: int
    html: str
    language: str
    reply_to: int | None
    created_at: Any
    edits: int
    name: str
    handle: str
    organisation: str
    country: str
    roles: tuple[str, ...]
    parent_name: str | None
    url: str
    ago: str
    target: bool
    editable: bool
    locale: str
    zone: str


def draw_articles(
    posts: Sequence[Row[Any]], *, url: str, target: int | None, editable: Collection[int]
) -> list[Markup]:
    """The posts as articles, for the reader's language and time zone."""
    locale, zone = str(get_locale()), str(get_timezone())
    return [
        _draw(
            Article(
                id=post.id,
                number=post.number,
                html=post.html,
                language=post.language,
                reply_to=post.reply_to,
                created_at=post.created_at,
                edits=post.edits,
                name=post.name,
                handle=post.handle,
                organisation=post.organisation,
                country=post.country,
                roles=tuple(post.roles or ()),
                parent_name=post.parent_name,
                url=url,
                ago=relative(post.created_at),
                target=post.number == target,
                editable=post.id in editable,
                locale=locale,
                zone=zone,
            )
        )
        for post in posts
    ]


@lru_cache(maxsize=KEPT)
def _draw(article: Article) -> Markup:
    template: Any = current_app.jinja_env.get_template("topics/_post.html").module
    return Markup(template.post(article))  # noqa: S704  a macro of ours, escaped where it is written
