"""Mails as files, for a house without a mail server."""

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from corridor.faults import fault
from notify_service.channels.email.rules import Outcome
from notify_service.channels.email.transport import Parcel


class FolderTransport:
    """Writes each mail as `<id>.eml`; the name comes from the mail, so a repeated mail stays one file."""

    repeatable = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def send(self, parcel: Parcel, *, before_dot: Callable[[], bool]) -> Outcome:
        """Write the file beside its place and move it there, so that no reader sees half a mail."""
        self._folder.mkdir(parents=True, exist_ok=True)
        place = self._folder / f"{parcel.mail_id}.eml"
        draft = place.with_suffix(f".{parcel.worker}.part")
        draft.write_bytes(parcel.mime)
        if not before_dot():
            draft.unlink()
            return Outcome(verdict="overtaken")
        fault("mailer.before_dot")
        draft.replace(place)
        return Outcome(verdict="sent", answer=f"written to {place.name}")
