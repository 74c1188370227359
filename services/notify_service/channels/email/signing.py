"""Signing mails (DKIM, RFC 6376) where the mail server does not do it."""

from functools import cache
from pathlib import Path

from notify_service.inbound.addresses import mail_domain
from notify_service.settings import NotifySettings

# All that a mail program shows or acts on; both headers of one-click unsubscribing are to be among them.
_SIGNED = (
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "reply-to",
    "in-reply-to",
    "references",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "auto-submitted",
    "list-id",
    "list-post",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "feedback-id",
)


def sign(mime: bytes, settings: NotifySettings) -> bytes:
    """The message with its signature, when there is a key to sign with."""
    if not settings.dkim_key:
        return mime
    import dkim

    # From once more than it is there: nobody can add a second one.
    headers = [name.encode() for name in (*_SIGNED, "from")]
    signature = dkim.sign(
        mime,
        settings.dkim_selector.encode(),
        mail_domain(settings).encode(),
        _key(settings.dkim_key),
        canonicalize=(b"relaxed", b"relaxed"),
        include_headers=headers,
    )
    return bytes(signature) + mime


@cache
def _key(path: str) -> bytes:
    return Path(path).read_bytes()
