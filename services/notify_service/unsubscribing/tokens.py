"""The signed token of a link in a mail: it names one account and one stream or topic, no more."""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

from itsdangerous import BadSignature, URLSafeSerializer

from corridor.settings import Settings
from notify_service import urls
from notify_service.inbox.rules import FORUM_KINDS, KINDS

DIGEST = "digest"
# What may be done to a topic, need or case.
MUTE = "mute"
WATCH = "watch"
TRACK = "track"
ACTS = (MUTE, WATCH, TRACK)

_MAC_BYTES = 12


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """A stream of mails to an account: the digest, a kind of mails at once, perhaps of one forum.

    With a `topic` (its group key) the kind is what is to be done to that alone.
    """

    account_id: UUID
    kind: str
    forum: str = ""
    topic: str = ""

    @property
    def is_forum(self) -> bool:
        """Whether it is a forum as a whole."""
        return bool(self.forum) and self.kind in FORUM_KINDS

    @property
    def is_known(self) -> bool:
        """Whether there is such a stream."""
        return self.kind in ACTS if self.topic else self.kind in (DIGEST, *KINDS)


def unsubscribe_url(settings: Settings, subscription: Subscription) -> str:
    """The link that ends this stream; it does not expire, as mails are read years later."""
    return urls.absolute(settings, f"{urls.UNSUBSCRIBE}/{token_for(settings, subscription)}")


def topic_url(settings: Settings, account_id: UUID, topic: str, act: str) -> str:
    """The link that mutes, watches or merely follows one topic, need or case."""
    subscription = Subscription(account_id=account_id, kind=act, topic=topic)
    return urls.absolute(settings, f"{urls.STEER}/{token_for(settings, subscription)}")


def token_for(settings: Settings, subscription: Subscription) -> str:
    """The token, short enough for a line of a mail."""
    words = f"{subscription.kind}\n{subscription.forum}\n{subscription.topic}"
    content = subscription.account_id.bytes + words.encode()
    return base64.urlsafe_b64encode(_mac(settings, content) + content).decode().rstrip("=")


def read_token(settings: Settings, token: str) -> Subscription | None:
    """The stream a link names; None when the link was not made here."""
    found = _read(settings, token) or _read_of_old(settings, token)
    return found if found is not None and found.is_known else None


def _read(settings: Settings, token: str) -> Subscription | None:
    try:
        whole = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    mac, content = whole[:_MAC_BYTES], whole[_MAC_BYTES:]
    if len(content) < 16 or not hmac.compare_digest(mac, _mac(settings, content)):
        return None
    kind, forum, topic = content[16:].decode().split("\n")
    return Subscription(account_id=UUID(bytes=content[:16]), kind=kind, forum=forum, topic=topic)


def _mac(settings: Settings, content: bytes) -> bytes:
    key = hashlib.sha256(b"notify.unsubscribing\n" + settings.secret_key.encode()).digest()
    return hmac.digest(key, content, "sha256")[:_MAC_BYTES]


def _read_of_old(settings: Settings, token: str) -> Subscription | None:
    # Links of the first mails of the house; they are to work as long as the mails are kept.
    try:
        account, kind, forum = URLSafeSerializer(settings.secret_key, salt="notify.unsubscribe").loads(token)
        return Subscription(account_id=UUID(account), kind=kind, forum=forum)
    except (BadSignature, ValueError, TypeError):
        return None
