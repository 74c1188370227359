"""Reading mails as their readers do: wait for one, look at its plain text, follow its links."""

import re
import time
from email.message import EmailMessage
from typing import Protocol

PATIENCE = 60


class Mailbox(Protocol):
    """A mail server whose mails can be read back."""

    @property
    def url(self) -> str: ...

    def to(self, address: str) -> list[EmailMessage]: ...


def await_mail(mailbox: Mailbox, address: str, *, containing: str) -> EmailMessage:
    """The first mail to the address with `containing` in its subject or text."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for mail in mailbox.to(address):
            if containing in f"{mail['Subject']}\n{text_of(mail)}":
                return mail
        time.sleep(0.2)
    came = [mail["Subject"] for mail in mailbox.to(address)]
    raise AssertionError(f"no mail to {address} with {containing!r}; came: {came}")


def text_of(mail: EmailMessage) -> str:
    """What a reader without HTML reads."""
    body = mail.get_body(("plain",))
    return "" if body is None else str(body.get_content())


def links_of(mail: EmailMessage) -> list[str]:
    """The addresses in the plain text."""
    return re.findall(r"https?://[^\s>)]+", text_of(mail))
