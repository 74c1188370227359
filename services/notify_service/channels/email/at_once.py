"""The mail at once: what is new in one topic, need or case."""

from collections.abc import Sequence
from email.utils import parseaddr

from notify_service import urls
from notify_service.channels.email.letters import Letter
from notify_service.channels.email.rendering import render_html, render_text
from notify_service.channels.email.telling import Reader, tell_topic
from notify_service.inbox import phrases
from notify_service.inbox.models import Item
from notify_service.settings import NotifySettings
from notify_service.unsubscribing.tokens import Subscription, unsubscribe_url


def at_once_letter(
    items: Sequence[Item], reader: Reader, settings: NotifySettings, *, thread: tuple[str, ...]
) -> Letter:
    """The letter on these items of one group."""
    last, speech = items[-1], reader.speech
    topic = tell_topic(items, reader, settings)
    stream = Subscription(account_id=reader.account_id, kind=last.kind, forum=_forum_of(last))
    words = {
        "topic": topic,
        "is_forum": bool(topic.forum_slug),
        "is_reply": items[0].notice.what == "reply_posted",
        "action": phrases.action(last.notice.what, speech.gettext),
        "why": phrases.why(last.kind, last.reason, speech.gettext),
        "unsubscribe_url": unsubscribe_url(settings, stream),
        "preferences_url": urls.absolute(settings, urls.PREFERENCES),
    }
    subject, text = render_text("at_once", speech.code, **words)
    house = parseaddr(settings.mail_from)[1].rpartition("@")[2]
    return Letter(
        subject=subject,
        text=text,
        html=render_html("at_once", speech.code, **words, subject=subject),
        language=speech.tag,
        author=_author(items),
        list_name=topic.forum_name or parseaddr(settings.mail_from)[0],
        list_id=f"{topic.forum_slug or last.kind}.{house}",
        archive_url=topic.url,
        unsubscribe_url=str(words["unsubscribe_url"]),
        thread=thread,
    )


def _forum_of(item: Item) -> str:
    # A mention is a mention in whatever forum; replies are chosen by forum.
    return item.notice.forum_slug if item.kind in ("forum_topic", "forum_reply") else ""


def _author(items: Sequence[Item]) -> str:
    names = {item.notice.actor_name for item in items}
    return names.pop() if len(names) == 1 else ""
