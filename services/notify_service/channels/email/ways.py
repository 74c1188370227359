"""The ways that lead out of a mail: answering, steering what comes, leaving."""

from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import quote

from notify_service import urls
from notify_service.inbound.addresses import Act, command_address, forum_address, reply_address
from notify_service.inbox.models import Item
from notify_service.inbox.repeating import POSTS
from notify_service.settings import NotifySettings
from notify_service.unsubscribing.tokens import MUTE, WATCH, Subscription, topic_url, unsubscribe_url

# Places in which nobody opens a topic by mail.
_MESSAGES = "messages"
_CASES = "cases"


@dataclass(frozen=True, kw_only=True)
class Ways:
    """Addresses of pages and of mailboxes; empty where a way does not exist."""

    unsubscribe_url: str
    unsubscribe_address: str
    preferences_url: str
    help_url: str
    mute_url: str = ""
    watch_url: str = ""
    # Where an answer goes: for all to read, or to the author alone.
    answer: str = ""
    private: str = ""
    # Where a mail opens a topic.
    post: str = ""


def ways_of_item(item: Item, stream: Subscription, settings: NotifySettings) -> Ways:
    """The ways out of a mail whose last news is this."""
    account_id, notice = item.account_id, item.notice
    opens = bool(notice.forum_slug) and notice.forum_slug not in (_MESSAGES, _CASES)
    return Ways(
        **_leaving(stream, settings),
        mute_url=topic_url(settings, account_id, item.group_key, MUTE) if "/" in item.group_key else "",
        watch_url=topic_url(settings, account_id, item.group_key, WATCH) if is_post(item) else "",
        answer=answer_address(item, settings),
        private=private_address(item, settings) if notice.forum_slug != _MESSAGES else "",
        post=forum_address(settings, notice.forum_slug) if opens else "",
    )


def ways_of_stream(stream: Subscription, settings: NotifySettings) -> Ways:
    """The ways out of a mail on many things."""
    return Ways(**_leaving(stream, settings))


def _leaving(stream: Subscription, settings: NotifySettings) -> dict[str, str]:
    act: Act = "unsubscribe"
    return {
        "unsubscribe_url": unsubscribe_url(settings, stream),
        "unsubscribe_address": command_address(
            settings, account_id=stream.account_id, act=act, forum=stream.forum, kind=stream.kind
        ),
        "preferences_url": urls.absolute(settings, urls.PREFERENCES),
        "help_url": urls.absolute(settings, urls.BY_MAIL),
    }


def is_post(item: Item) -> bool:
    """Whether it can be answered."""
    return item.notice.what in POSTS and item.position is not None and _topic_id(item) is not None


def answer_address(item: Item, settings: NotifySettings) -> str:
    """Where this reader answers this post; empty when there is nothing to answer."""
    return _address(item, settings, private=False)


def private_address(item: Item, settings: NotifySettings) -> str:
    """Where this reader writes to the author of this post alone."""
    return _address(item, settings, private=True)


def _address(item: Item, settings: NotifySettings, *, private: bool) -> str:
    topic_id = _topic_id(item)
    if topic_id is None or item.position is None or not is_post(item):
        return ""
    return reply_address(
        settings,
        account_id=item.account_id,
        topic_id=topic_id,
        post_number=item.position,
        purpose="private" if private else "reply",
    )


def _topic_id(item: Item) -> int | None:
    place, _slash, number = item.group_key.partition("/")
    return int(number) if place == "topic" and number.isdecimal() else None


def mailto(address: str, subject: str) -> str:
    """A link that opens an answer; the subject is only for the writer's own eyes."""
    return f"mailto:{address}?subject={quote(subject)}" if address else ""


def stream_of(item: Item) -> Subscription:
    """The stream of mails that an item belongs to: its forum, or its kind."""
    # A mention is a mention in whatever forum; what is said in a forum is chosen by forum.
    forum = item.notice.forum_slug if item.kind in ("forum_topic", "forum_reply") else ""
    return Subscription(account_id=item.account_id, kind=item.kind, forum=forum)


def list_id(stream: str, settings: NotifySettings) -> str:
    """The name of a stream for programs that sort mail; the same for ever."""
    return f"{stream}.{parseaddr(settings.mail_from)[1].rpartition('@')[2]}"
