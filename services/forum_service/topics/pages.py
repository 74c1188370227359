"""A topic's page, drawn once for all who see the same.

Most readers of a page see the same things: the same posts, the same level, no draft. The page is kept under
everything it shows (the topic's facts, the drawn articles, the words for times, the reader's language); the
tokens of its forms are filled in for each showing (corridor.web.kept). A page that continues a draft is one
reader's own and is drawn for itself.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import current_app
from markupsafe import Markup
from sqlalchemy import Row

from corridor.web.i18n import reading_locale, reading_zone
from corridor.web.kept import drawing_for_many, fill_in
from corridor.web.moments import relative, short_date
from forum_service.composer.composers import Composer, reply_composer
from forum_service.topics.rules import PageOfTopic

# About fifty kilobytes each.
KEPT = 100
# What a topic's row says of one reader alone, or what the page does not show.
_PRIVATE = dict.fromkeys(
    ("audience", "last_read", "own_level", "draft_raw", "draft_version", "draft_fields", "draft_saved_at")
)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """All that a page shows: two readers who have this in common get the same one."""

    topic: Any
    page: PageOfTopic
    numbers: tuple[int, ...]
    articles: tuple[Markup, ...]
    # How far somebody has read as this page can tell, and the post to show as the first new one.
    read: int
    new_from: int | None
    may_moderate: bool
    # What is shown without being a fact: "3 hours ago", the language, the time zone.
    words: tuple[str, ...]


def draw_page(
    topic: Row[Any],
    page: PageOfTopic,
    posts: Sequence[Row[Any]],
    articles: Sequence[Markup],
    *,
    may_moderate: bool,
) -> dict[str, Markup]:
    """The blocks of a topic's page for this reader, by name."""
    seen = _seen(topic, page, posts, articles, may_moderate=may_moderate)
    if topic.draft_version is not None:
        return {name: Markup(text) for name, text in _draw(seen, reply_composer(topic)).items()}  # noqa: S704
    return {name: fill_in(text) for name, text in _kept(seen).items()}


def _seen(
    topic: Any, page: PageOfTopic, posts: Sequence[Any], articles: Sequence[Markup], *, may_moderate: bool
) -> Seen:
    numbers = tuple(post.number for post in posts)
    last_read = topic.last_read or 0
    return Seen(
        topic=topic._replace(**_PRIVATE),
        page=page,
        numbers=numbers,
        articles=tuple(articles),
        read=min(max(last_read, page.first - 1), page.last),
        new_from=last_read + 1 if last_read and last_read + 1 in numbers else None,
        may_moderate=may_moderate,
        words=(
            relative(topic.last_posted_at),
            short_date(topic.created_at),
            str(reading_locale()),
            str(reading_zone()),
        ),
    )


@lru_cache(maxsize=KEPT)
def _kept(seen: Seen) -> dict[str, str]:
    with drawing_for_many():
        return _draw(seen, reply_composer(seen.topic))


def _draw(seen: Seen, composer: Composer) -> dict[str, str]:
    template: Any = current_app.jinja_env.get_template("topics/_page.html").module
    people = json.loads(seen.topic.people or "[]")
    panels = json.loads(seen.topic.panels or "[]")
    return {
        "head": str(template.head(seen.topic, seen.page)),
        "crumbs": str(template.crumbs(seen.topic)),
        "main": str(template.main(seen, composer, panels)),
        "aside": str(template.aside(seen, people)),
    }
