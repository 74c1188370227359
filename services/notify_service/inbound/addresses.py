"""The addresses people write to: each says, signed, who writes to what.

`reply+<token>@`, `do+<token>@` and `confirm+<token>@` are stateless: the token is base32 (mail servers may
change the case) of one byte for the purpose, 16 for an account (or a mail that is held), 8 for the object and
80 bits of a MAC, so that the part before the @ stays within its 64 characters.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parseaddr
from functools import cache
from typing import Literal
from uuid import UUID

from notify_service.settings import NotifySettings

Purpose = Literal["reply", "private"]
Act = Literal["unsubscribe", "mute", "watch", "track", "thanks"]

# A code is never used again for something else: mails are answered years later.
_CODES = {
    "reply": 1,
    "private": 2,
    "unsubscribe": 3,
    "mute": 4,
    "watch": 5,
    "track": 6,
    "confirm": 7,
    "thanks": 8,
}
_NAMES = {code: name for name, code in _CODES.items()}
_ABOUT_STREAM = 0x80
_MAC_BYTES = 10
_TOPIC_BYTES = 5
_NUMBER_BYTES = 3
_PREFIXES = {"reply": "reply", "private": "reply", "confirm": "confirm"}


@dataclass(frozen=True, kw_only=True)
class Destination:
    """What a signed address asks for.

    `owner` is the account the address was made for; with "confirm" it is the id of the held mail. A stream of
    mails (a kind, a forum) is only there as its mark: `find_stream` tells which one it is.
    """

    act: str
    owner: UUID
    topic_id: int | None = None
    post_number: int | None = None
    stream: bytes = b""


def reply_address(
    settings: NotifySettings,
    *,
    account_id: UUID,
    topic_id: int,
    post_number: int,
    purpose: Purpose = "reply",
) -> str:
    """Where this person answers this post: for all ("reply") or to its author alone ("private")."""
    return _signed(settings, purpose, account_id, _topic(topic_id, post_number))


def command_address(
    settings: NotifySettings,
    *,
    account_id: UUID,
    act: Act,
    topic_id: int | None = None,
    post_number: int = 0,
    forum: str = "",
    kind: str = "",
) -> str:
    """Where an empty mail does something: about a topic, or (without one) about a forum or a kind of mails.

    `act="unsubscribe", kind="digest"` ends the digest; `kind` is one of `inbox.rules.KINDS` otherwise.
    """
    if topic_id is not None:
        return _signed(settings, act, account_id, _topic(topic_id, post_number))
    return _signed(settings, act, account_id, stream_mark(kind, forum), about_stream=True)


def confirm_address(settings: NotifySettings, incoming_id: UUID) -> str:
    """Where an answer says that a held mail is really of the account it was sent for."""
    return _signed(settings, "confirm", incoming_id, _topic(0, 0))


def forum_address(settings: NotifySettings, slug: str) -> str:
    """Where a mail opens a topic in this forum."""
    return f"{slug.lower()}@{mail_domain(settings)}"


def mail_domain(settings: NotifySettings) -> str:
    """The domain people write to: as set, else that of the sender's address."""
    return (settings.mail_domain or _domain_of(settings.mail_from)).lower()


# A digest has an address for each of its posts.
@cache
def _domain_of(mailbox: str) -> str:
    return parseaddr(mailbox)[1].rpartition("@")[2]


def read_address(settings: NotifySettings, address: str) -> Destination | None:
    """What an address of ours asks for; None when it is not one, or was not made here."""
    local, _at, domain = address.strip().lower().rpartition("@")
    prefix, plus, token = local.partition("+")
    if not plus or domain != mail_domain(settings):
        return None
    content = _checked(settings, token)
    return None if content is None else _read(content, prefix)


def is_ours(settings: NotifySettings, address: str) -> bool:
    """Whether an address is of our domain, whatever stands before the @."""
    return address.strip().lower().rpartition("@")[2] == mail_domain(settings)


def stream_mark(kind: str, forum: str) -> bytes:
    """Eight bytes that stand for a stream of mails (a forum's name may be longer than an address)."""
    return hashlib.sha256(f"{kind}\n{forum}".encode()).digest()[: _TOPIC_BYTES + _NUMBER_BYTES]


def find_stream(mark: bytes, *, kinds: Iterable[str], forums: Iterable[str]) -> tuple[str, str] | None:
    """The kind and the forum behind a mark, among those that exist."""
    places = ("", *forums)
    pairs = ((kind, forum) for kind in ("", *kinds) for forum in places)
    return next((pair for pair in pairs if stream_mark(*pair) == mark), None)


def _topic(topic_id: int, post_number: int) -> bytes:
    return topic_id.to_bytes(_TOPIC_BYTES, "big") + post_number.to_bytes(_NUMBER_BYTES, "big")


def _signed(
    settings: NotifySettings, name: str, owner: UUID, about: bytes, *, about_stream: bool = False
) -> str:
    code = _CODES[name] | (_ABOUT_STREAM if about_stream else 0)
    content = bytes([code]) + owner.bytes + about
    token = base64.b32encode(content + _mac(settings, content)).decode().rstrip("=").lower()
    return f"{_PREFIXES.get(name, 'do')}+{token}@{mail_domain(settings)}"


def _mac(settings: NotifySettings, content: bytes) -> bytes:
    key = hashlib.sha256(b"notify.inbound.addresses\n" + settings.secret_key.encode()).digest()
    return hmac.digest(key, content, "sha256")[:_MAC_BYTES]


def _checked(settings: NotifySettings, token: str) -> bytes | None:
    try:
        raw = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
    except (binascii.Error, ValueError):
        return None
    content, mac = raw[:-_MAC_BYTES], raw[-_MAC_BYTES:]
    whole = len(content) == 1 + 16 + _TOPIC_BYTES + _NUMBER_BYTES
    return content if whole and hmac.compare_digest(mac, _mac(settings, content)) else None


def _read(content: bytes, prefix: str) -> Destination | None:
    act = _NAMES.get(content[0] & ~_ABOUT_STREAM, "")
    if not act or _PREFIXES.get(act, "do") != prefix:
        return None
    owner, about = UUID(bytes=content[1:17]), content[17:]
    if content[0] & _ABOUT_STREAM:
        return Destination(act=act, owner=owner, stream=about)
    topic_id = int.from_bytes(about[:_TOPIC_BYTES], "big")
    number = int.from_bytes(about[_TOPIC_BYTES:], "big")
    return Destination(act=act, owner=owner, topic_id=topic_id or None, post_number=number or None)
