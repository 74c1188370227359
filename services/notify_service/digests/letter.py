"""The digest as a letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from notify_service import urls
from notify_service.channels.email.letters import Letter
from notify_service.channels.email.rendering import render_html, render_text
from notify_service.channels.email.telling import Reader, Topic, group_items, newest, tell_topic
from notify_service.digests.rules import CUT_TO, POSTS, SHORT, Weighed, forms, order_groups
from notify_service.inbox.models import Item
from notify_service.settings import NotifySettings
from notify_service.unsubscribing.tokens import DIGEST, Subscription, unsubscribe_url

# Beyond this many topics even one line each is too much; the rest is counted.
_TOPICS = 60


@dataclass(frozen=True, kw_only=True)
class Section:
    """The topics of one forum, or all that is the reader's own business (no name)."""

    name: str
    topics: Sequence[Topic]


def digest_letter(
    items: Sequence[Item], reader: Reader, settings: NotifySettings, *, now: datetime
) -> Letter:
    """Everything new since the last digest, what concerns the reader most first."""
    words = digest_words(items, reader, settings, now=now)
    code = reader.speech.code
    subject, text = render_text("digest", code, **words)
    house, ours = parseaddr(settings.mail_from)
    return Letter(
        subject=subject,
        text=text,
        html=render_html("digest", code, **words, subject=subject),
        language=reader.speech.tag,
        list_name=house,
        list_id=f"digest.{ours.rpartition('@')[2]}",
        archive_url=words["inbox_url"],
        unsubscribe_url=words["unsubscribe_url"],
    )


def digest_words(
    items: Sequence[Item], reader: Reader, settings: NotifySettings, *, now: datetime
) -> dict[str, Any]:
    """What the templates of the digest show."""
    topics = _topics(items, reader, settings)
    stream = Subscription(account_id=reader.account_id, kind=DIGEST)
    return {
        "day": reader.speech.day(now, reader.zone),
        "topics": topics,
        "sections": _sections(topics[:_TOPICS]),
        "left_out": max(len(topics) - _TOPICS, 0),
        "count": len(items),
        "unsubscribe_url": unsubscribe_url(settings, stream),
        "preferences_url": urls.absolute(settings, urls.PREFERENCES),
        "inbox_url": urls.absolute(settings, urls.INBOX),
    }


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
    return sum(len(told.text.encode()) + 2 * len(told.sentence.encode()) + 160 for told in topic.told)


def _sections(topics: Sequence[Topic]) -> list[Section]:
    """The reader's own business first, then forum by forum in the order of their first topic."""
    names = dict.fromkeys(topic.forum_name for topic in topics)
    ordered = sorted(names, key=lambda name: name != "")
    return [Section(name=name, topics=[t for t in topics if t.forum_name == name]) for name in ordered]
