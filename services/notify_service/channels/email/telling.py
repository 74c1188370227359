"""Notices as a mail tells them: a sentence, the words themselves, and where to read on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from itertools import groupby
from uuid import UUID

import nh3
from markupsafe import Markup, escape

from notify_service import urls
from notify_service.channels.email.plain import shorten, to_plain, without_formulas
from notify_service.channels.email.translating import Tongue
from notify_service.channels.email.ways import answer_address, mailto
from notify_service.inbox import phrases
from notify_service.inbox.models import Item
from notify_service.settings import NotifySettings

_TAGS = {"p", "br", "a", "ul", "ol", "li", "blockquote", "strong", "em", "b", "i", "del", "code", "pre"}
_TAGS |= {"h1", "h2", "h3", "h4", "h5", "h6", "hr", "sub", "sup", "table", "thead", "tbody", "tr", "th", "td"}


@dataclass(frozen=True, kw_only=True)
class Reader:
    """For whom a mail is written."""

    account_id: UUID
    name: str
    speech: Tongue
    zone: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """One notice in a mail."""

    sentence: str
    when: str
    # Why a need or an offer was not taken.
    note: str
    text: str
    html: Markup
    cut: bool
    url: str
    language: str
    # Whose translation this is, and where the original stands; empty where the words are the author's own.
    origin: str = ""
    original_url: str = ""
    # Where this reader answers it by mail, as an address and as a link.
    answer: str = ""
    answer_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What is told of one topic, need or case."""

    title: str
    url: str
    forum_slug: str
    forum_name: str
    told: Sequence[Told]
    # How many more notices there are than those told.
    more: int = 0

    @property
    def count(self) -> int:
        return len(self.told) + self.more


def group_items(items: Sequence[Item]) -> list[list[Item]]:
    """The items by topic, in the order of their first mention; within a topic as they happened."""
    order = {key: place for place, key in reversed(list(enumerate(item.group_key for item in items)))}
    by_topic = sorted(items, key=lambda item: order[item.group_key])
    return [list(found) for _key, found in groupby(by_topic, key=lambda item: item.group_key)]


def tell_topic(
    items: Sequence[Item],
    reader: Reader,
    settings: NotifySettings,
    *,
    most: int = 50,
    short: int = 6000,
    cut_to: int = 3000,
) -> Topic:
    """One topic with its notices: posts up to `short` in full, longer ones cut, not more than `most`."""
    first = items[0].notice
    told = [_tell(item, reader, settings, short=short, cut_to=cut_to) for item in items[:most]]
    return Topic(
        title=first.title or phrases.sentence(first, items[0].reason, reader.speech.gettext),
        url=urls.absolute(settings, first.url),
        forum_slug=first.forum_slug,
        forum_name=phrases.forum_name(first.forum_slug, first.forum_name, reader.speech.gettext),
        told=told,
        more=len(items) - len(told),
    )


def _tell(item: Item, reader: Reader, settings: NotifySettings, *, short: int, cut_to: int) -> Told:
    notice, speech = item.notice, reader.speech
    other = notice.translations.get(speech.code) if notice.language != speech.code else None
    # What was taken away is kept without words, so that nothing older comes back.
    other = other if other and other["html"] else None
    words = other["html"] if other else notice.html
    text = _plain(words) if words else notice.excerpt.strip()
    answer = answer_address(item, settings)
    shown, cut = shorten(text, cut_to) if len(text) > short else (text, False)
    html = _clean(words, settings.base_url) if words and not cut else _paragraphs(shown)
    return Told(
        sentence=phrases.sentence(
            notice, item.reason, speech.gettext, language=speech.code, with_organisation=True
        ),
        when=speech.moment(notice.happened_at, reader.zone),
        note=str(notice.words.get("reason") or ""),
        text=shown,
        html=html,
        cut=cut,
        url=urls.absolute(settings, notice.url),
        language=speech.code if other else notice.language,
        origin=_origin(other, speech) if other else "",
        original_url=urls.absolute(settings, other["url"]) if other else "",
        answer=answer,
        answer_url=mailto(answer, f"Re: {notice.title}"),
    )


def _origin(translation: Mapping[str, str], speech: Tongue) -> str:
    if translation["machine"]:
        return speech.gettext("Machine translation by %(name)s", name=translation["machine"])
    return speech.gettext("Translation by %(name)s", name=translation["by"])


def newest(items: Sequence[Item]) -> datetime:
    """When the last of them happened."""
    return max(item.happened_at for item in items)


def _paragraphs(text: str) -> Markup:
    pieces = (escape(piece).replace("\n", Markup("<br>")) for piece in text.split("\n\n") if piece.strip())
    return Markup("").join(Markup("<p>%s</p>") % piece for piece in pieces)


# A post goes to many readers in one run: it is made into text and cleaned for the first of them.
_plain = lru_cache(maxsize=512)(to_plain)


@lru_cache(maxsize=512)
def _clean(html: str, base_url: str) -> Markup:
    # Cleaned when it was written; once more, since a mail shows less than a page and links need a host.
    return Markup(_cleaner(base_url).clean(without_formulas(html)))  # noqa: S704


@cache
def _cleaner(base_url: str) -> nh3.Cleaner:
    def with_host(_tag: str, name: str, value: str) -> str:
        return base_url.rstrip("/") + value if name == "href" and value.startswith("/") else value

    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags={"script", "style"},
        attributes={"a": {"href"}},
        attribute_filter=with_host,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )
