"""The signed link by which somebody says that a mail which was held back is theirs."""

from uuid import UUID

from itsdangerous import BadSignature, URLSafeSerializer

from corridor.settings import Settings
from notify_service import urls


def confirm_url(settings: Settings, incoming_id: UUID) -> str:
    """The page that shows the mail; only who reads the account's mailbox gets it."""
    return urls.absolute(settings, f"{urls.CONFIRM}/{_signer(settings).dumps(incoming_id.hex)}")


def read_token(settings: Settings, token: str) -> UUID | None:
    """The mail a link names; None when the link was not made here."""
    try:
        return UUID(_signer(settings).loads(token))
    except (BadSignature, ValueError, TypeError, AttributeError):
        return None


def _signer(settings: Settings) -> URLSafeSerializer:
    return URLSafeSerializer(settings.secret_key, salt="notify.incoming.confirm")
