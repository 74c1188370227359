"""What a mail says, written into its row."""

from dataclasses import dataclass

from notify_service.inbound.models import IncomingMail
from notify_service.inbound.parsing import authentication, read_mail
from notify_service.inbound.parsing.shapes import Attachment, Incoming
from notify_service.settings import NotifySettings


@dataclass(frozen=True, kw_only=True)
class Proof:
    """Whether our mail server found the sender to be who it says, and in which words."""

    passed: bool | None
    words: str


def understand(row: IncomingMail) -> Incoming:
    """Read the mail and keep what it says."""
    letter = read_mail(row.raw or b"")
    row.sender, row.sender_name = _kept(letter.sender, 320), _kept(letter.sender_name, 200)
    row.subject = _kept(letter.subject, 300)
    row.own, row.cut = _kept(letter.own, 500_000), _kept(letter.cut, 500_000)
    row.nature, row.detail = letter.nature, _kept(letter.why, 1000)
    row.files = [_named(number, file) for number, file in enumerate(letter.attachments)]
    # The null sender wants no answer (RFC 3834), whatever the mail says.
    row.answerable = letter.answerable and bool(row.return_path)
    return letter


def prove(row: IncomingMail, settings: NotifySettings) -> Proof:
    """What the headers of our own mail servers say; who writes on the site has signed in or is at home."""
    if row.way == "site":
        return Proof(passed=True, words="")
    hosts = tuple(host.strip() for host in settings.mail_trusted_hosts.split(",") if host.strip())
    found = authentication(row.raw or b"", trusted_hosts=hosts)
    said = {"spf": found.spf, "dkim": found.dkim, "dmarc": found.dmarc}
    return Proof(
        passed=found.passed, words=" ".join(f"{name}={value}" for name, value in said.items() if value)
    )


def find_file(raw: bytes, number: int) -> Attachment | None:
    """One of the files that came along."""
    files = read_mail(raw).attachments
    return files[number] if 0 <= number < len(files) else None


def _named(number: int, file: Attachment) -> dict[str, object]:
    return {
        "number": number,
        "name": _kept(file.name, 255),
        "media_type": _kept(file.media_type, 255),
        "size": file.size,
        "inline": file.inline,
        "content_id": _kept(file.content_id, 255),
    }


def _kept(text: str, most: int) -> str:
    # PostgreSQL keeps no NUL, and bytes that were no text come as lone surrogates.
    return text.replace("\0", "")[:most].encode("utf-8", "replace").decode()
