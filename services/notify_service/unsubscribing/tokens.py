"""The signed token of an unsubscribe link: it names one account and one stream, and opens nothing else."""

from dataclasses import dataclass
from uuid import UUID

from itsdangerous import BadSignature, URLSafeSerializer

from corridor.settings import Settings
from notify_service import urls
from notify_service.inbox.rules import KINDS

DIGEST = "digest"


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """A stream of mails to an account: the digest, or a kind of mails at once, perhaps of one forum."""

    account_id: UUID
    kind: str
    forum: str = ""


def unsubscribe_url(settings: Settings, subscription: Subscription) -> str:
    """The link that ends this stream; it does not expire, as mails are read years later."""
    stream = [subscription.account_id.hex, subscription.kind, subscription.forum]
    token = _signer(settings).dumps(stream)
    return urls.absolute(settings, f"{urls.UNSUBSCRIBE}/{token}")


def read_token(settings: Settings, token: str) -> Subscription | None:
    """The stream a link names; None when the link was not made here."""
    try:
        account, kind, forum = _signer(settings).loads(token)
        subscription = Subscription(account_id=UUID(account), kind=kind, forum=forum)
    except (BadSignature, ValueError, TypeError):
        return None
    return subscription if subscription.kind in (DIGEST, *KINDS) else None


def _signer(settings: Settings) -> URLSafeSerializer:
    return URLSafeSerializer(settings.secret_key, salt="notify.unsubscribe")
