"""The digest as a letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from notify_service import urls
from notify_service.calendar.labels import label
from notify_service.calendar.models import Date
from notify_service.channels.email.letters import Letter
from notify_service.channels.email.rendering import render_html, render_text
from notify_service.channels.email.telling import Reader, Told, Topic, group_items, newest, tell_topic
from notify_service.channels.email.ways import answer_address, is_post, list_id, ways_of_stream
from notify_service.digests.queries import News
from notify_service.digests.rules import CUT_TO, POSTS, SHORT, Weighed, forms, order_groups
from notify_service.inbox.models import Item
from notify_service.inbox.rules import FORUM_REPLY
from notify_service.settings import NotifySettings
from notify_service.unsubscribing.tokens import DIGEST, Subscription, unsubscribe_url

# Beyond this many topics even one line each is too much; the rest is counted.
_TOPICS = 60


@dataclass(frozen=True, kw_only=True)
class Section:
    """The topics of one forum, or all that is the reader's own business (no name)."""

    name: str
    # Where the reader chooses how this forum comes by mail.
    steer_url: str
    topics: Sequence[Topic]


@dataclass(frozen=True, kw_only=True)
class NearDate:
    """A meeting or deadline of the next days."""

    what: str
    title: str
    when: str
    place: str
    url: str
    language: str


def digest_letter(news: News, reader: Reader, settings: NotifySettings, *, now: datetime) -> Letter:
    """Everything new since the last digest, what concerns the reader most first."""
    words = digest_words(news, reader, settings, now=now)
    code = reader.speech.code
    subject, text = render_text("digest", code, **words)
    ways = words["ways"]
    return Letter(
        subject=subject,
        text=text,
        html=render_html("digest", code, **words, subject=subject),
        language=reader.speech.tag,
        list_name=parseaddr(settings.mail_from)[0],
        list_id=list_id("digest", settings),
        archive_url=words["inbox_url"],
        help_url=ways.help_url,
        unsubscribe_url=ways.unsubscribe_url,
        unsubscribe_address=ways.unsubscribe_address,
        reply_address=_answer_to_all(news.items, settings),
        stream="digest:digest:digest",
    )


def digest_words(news: News, reader: Reader, settings: NotifySettings, *, now: datetime) -> dict[str, Any]:
    """What the templates of the digest show."""
    topics = _topics(news.items, reader, settings)
    return {
        "day": reader.speech.day(now, reader.zone),
        "topics": topics,
        "sections": _sections(topics[:_TOPICS], reader, settings),
        "left_out": max(len(topics) - _TOPICS, 0),
        "dates": [_near(one, reader, settings) for one in news.dates],
        "count": len(news.items),
        "ways": ways_of_stream(Subscription(account_id=reader.account_id, kind=DIGEST), settings),
        "inbox_url": urls.absolute(settings, urls.INBOX),
        "calendar_url": urls.absolute(settings, urls.CALENDAR),
    }


def _answer_to_all(items: Sequence[Item], settings: NotifySettings) -> str:
    """Where a plain answer to the digest goes: only a digest on one topic says what it would answer."""
    if len({item.group_key for item in items}) != 1 or not is_post(items[-1]):
        return ""
    return answer_address(items[-1], settings)


def _near(one: Date, reader: Reader, settings: NotifySettings) -> NearDate:
    day = reader.speech.day if one.whole_days else reader.speech.moment_in_full
    return NearDate(
        what=label(one.what, reader.speech.gettext),
        title=one.title,
        when=day(one.starts_at, one.time_zone if one.whole_days else reader.zone),
        place=one.place,
        url=urls.absolute(settings, one.url),
        language=one.language,
    )


def _topics(items: Sequence[Item], reader: Reader, settings: NotifySettings) -> list[Topic]:
    """The topics in the order of the rules, in full as long as the budget lasts."""
    groups = group_items(items)
    ordered = [groups[place] for place in order_groups([_weigh(group) for group in groups])]
    full = [tell_topic(group, reader, settings, most=POSTS, short=SHORT, cut_to=CUT_TO) for group in ordered]
    chosen = forms([_size(topic) for topic in full])
    return [
        topic if form == "full" else tell_topic(group, reader, settings, most=0)
        for topic, form, group in zip(full, chosen, ordered, strict=True)
    ]


def _weigh(group: Sequence[Item]) -> Weighed:
    return Weighed(
        kinds=tuple(item.kind for item in group),
        reasons=tuple(item.reason for item in group),
        newest=newest(group).timestamp(),
        size=len(group),
    )


def _size(topic: Topic) -> int:
    return sum(_size_of(told) for told in topic.told)


def _size_of(told: Told) -> int:
    """About what it takes as text, with the indents of its lines and what stands around it."""
    lines = told.text.count("\n") + len(told.text) // 60
    return len(told.text.encode()) + 5 * lines + 2 * len(told.sentence.encode()) + len(told.answer) + 220


def _sections(topics: Sequence[Topic], reader: Reader, settings: NotifySettings) -> list[Section]:
    """The reader's own business first, then forum by forum in the order of their first topic."""
    slugs = {topic.forum_name: topic.forum_slug for topic in reversed(topics)}
    ordered = sorted(dict.fromkeys(topic.forum_name for topic in topics), key=lambda name: name != "")
    return [
        Section(
            name=name,
            steer_url=_steer_url(slugs[name], reader, settings) if name else "",
            topics=[topic for topic in topics if topic.forum_name == name],
        )
        for name in ordered
    ]


def _steer_url(forum: str, reader: Reader, settings: NotifySettings) -> str:
    return unsubscribe_url(
        settings, Subscription(account_id=reader.account_id, kind=FORUM_REPLY, forum=forum)
    )
