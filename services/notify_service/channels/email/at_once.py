"""The mail at once: what is new in one topic, need or case."""

from collections.abc import Sequence
from email.utils import parseaddr
from typing import Any

from notify_service.channels.email.command_words import command_words
from notify_service.channels.email.letters import Letter
from notify_service.channels.email.rendering import render_html, render_text
from notify_service.channels.email.telling import Reader, Topic, tell_topic
from notify_service.channels.email.threads import Thread
from notify_service.channels.email.ways import Ways, is_post, list_id, stream_of, ways_of_item
from notify_service.inbox import phrases
from notify_service.inbox.models import Item
from notify_service.settings import NotifySettings


def at_once_letter(
    items: Sequence[Item], reader: Reader, settings: NotifySettings, *, thread: Thread
) -> Letter:
    """The letter on these items of one group."""
    last, code = items[-1], reader.speech.code
    topic = tell_topic(items, reader, settings)
    ways = ways_of_item(last, stream_of(last), settings)
    words = _words(items, topic, ways, reader)
    subject, text = render_text("at_once", code, **words)
    subject = _stable(subject, thread.subject) if words["is_post"] else subject
    stream = topic.forum_slug or last.kind
    return Letter(
        subject=subject,
        text=text,
        html=render_html("at_once", code, **words, subject=subject),
        language=reader.speech.tag,
        author=_author(items),
        list_name=topic.forum_name or parseaddr(settings.mail_from)[0],
        list_id=list_id(stream, settings),
        archive_url=topic.url,
        help_url=ways.help_url,
        unsubscribe_url=ways.unsubscribe_url,
        unsubscribe_address=ways.unsubscribe_address,
        post_address=ways.post,
        reply_address=ways.answer,
        thread=thread.before,
        topic=_bare(subject) if words["is_post"] else "",
        stream=f"{stream}:{last.kind}:at-once",
    )


def _words(items: Sequence[Item], topic: Topic, ways: Ways, reader: Reader) -> dict[str, Any]:
    last, _ = items[-1], reader.speech.gettext
    is_forum = bool(stream_of(last).forum)
    return {
        "topic": topic,
        "is_post": is_post(last),
        "is_reply": (items[0].position or 1) > 1,
        "action": phrases.action(last.notice.what, _),
        "why": phrases.why(last.kind, last.reason, _),
        "author": last.notice.actor_name,
        "stop": _("No more mails from this forum") if is_forum else _("No more mails of this kind"),
        "commands": command_words(reader.speech.code),
        "ways": ways,
    }


def _stable(subject: str, before: str) -> str:
    """The subject of the first mail on a topic stays, whatever its title becomes: programs sort by it."""
    return f"Re: {_bare(before)}" if before else subject


def _bare(subject: str) -> str:
    return subject.removeprefix("Re: ")


def _author(items: Sequence[Item]) -> str:
    names = {item.notice.actor_name for item in items}
    return names.pop() if len(names) == 1 else ""
