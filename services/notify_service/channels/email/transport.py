"""What a mailer needs of a way out, and which of the two ways it takes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self
from uuid import UUID

from notify_service.channels.email.rules import Outcome
from notify_service.settings import NotifySettings


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """A claimed mail, ready to be handed over."""

    mail_id: UUID
    kind: str
    account_id: UUID | None
    worker: UUID
    sender: str
    address: str
    mime: bytes
    attempts: int
    # How often it was not known whether the server had taken it.
    doubts: int
    first_tried_at: datetime


class Transport(Protocol):
    """A way out of the house."""

    # Whether handing over the same mail twice leaves one mail: then nothing is ever in doubt.
    repeatable: bool

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def send(self, parcel: Parcel, *, before_dot: Callable[[], bool]) -> Outcome:
        """Hand the mail over. `before_dot` is called when only the last step is left, and says whether
        it may be taken: the mail is marked as in doubt, or is another mailer's by now."""
        ...


def open_transport(settings: NotifySettings) -> Transport:
    """SMTP when a server is named, else files under `var`/mail."""
    from notify_service.channels.email.folder import FolderTransport
    from notify_service.channels.email.smtp import SmtpTransport

    if settings.smtp_url:
        return SmtpTransport(settings)
    return FolderTransport(settings.var / "mail")
