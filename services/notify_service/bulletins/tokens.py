"""The signed link in the mail to a recipient: it shows one page, where they say that they have acted."""

from uuid import UUID

from itsdangerous import BadSignature, URLSafeSerializer

from corridor.settings import Settings
from notify_service import urls


def recipient_url(settings: Settings, number: str, recipient_id: UUID) -> str:
    """The notification as this recipient opens it."""
    return urls.absolute(settings, recipient_path(settings, number, recipient_id))


def recipient_path(settings: Settings, number: str, recipient_id: UUID) -> str:
    """The same within the site."""
    return f"{urls.BULLETINS}/{number}/for/{_token(settings, recipient_id)}"


def leaving_url(settings: Settings, recipient_id: UUID) -> str:
    """The link that says: please write to somebody else."""
    return urls.absolute(settings, f"{urls.BULLETINS}/leaving/{_token(settings, recipient_id)}")


def read_token(settings: Settings, token: str) -> UUID | None:
    """The recipient a link names; None when the link was not made here."""
    try:
        return UUID(_signer(settings).loads(token))
    except (BadSignature, ValueError, TypeError, AttributeError):
        return None


def _token(settings: Settings, recipient_id: UUID) -> str:
    return str(_signer(settings).dumps(recipient_id.hex))


def _signer(settings: Settings) -> URLSafeSerializer:
    return URLSafeSerializer(settings.secret_key, salt="notify.bulletin")
