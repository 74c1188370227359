"""What a mail was read to be."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Nature = Literal["letter", "auto_reply", "bounce", "complaint", "loop", "unreadable"]
Command = Literal["", "watch", "track", "mute", "unsubscribe", "thanks", "confirm", "help"]


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that came along.

    `inline`: the text shows it where it stands. `content_id` is how: `own` then holds
    `![name](cid:<content_id>)` at that place.
    """

    name: str
    media_type: str
    data: bytes
    inline: bool = False
    content_id: str = ""

    @property
    def size(self) -> int:
        return len(self.data)


@dataclass(frozen=True, kw_only=True)
class Bounce:
    """A mail of ours did not arrive, or somebody called it spam.

    `address` is the one that failed (lower case, empty when the report does not say), `status` an
    enhanced code of RFC 3463 ("" when unknown), `diagnostic` what the other server said, `token` the
    signed part of the address `bounces+<token>@` the report came to.
    """

    kind: Literal["hard", "soft", "complaint"]
    address: str
    status: str = ""
    diagnostic: str = ""
    token: str = ""


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One mail, as far as it could be understood.

    `message_id` always holds one (made from the bytes when the mail has none), with its angle brackets,
    as have `in_reply_to` and `references`. `sender` and `recipients` are lower-case addresses;
    recipients are all of To, Cc, Delivered-To and X-Original-To. `subject` is without Re:, AW:, 回复: and
    a list's [tag]. `own` are the sender's own words as Markdown, `cut` what was taken off (quotes,
    signature, disclaimers). `command` is set when the own words, or without any the subject, are
    nothing but a command. `nature` says what it is and `why` by what it was told (words for staff and
    logs). `answerable`: a person sent it by herself, so that a refusal may be mailed back (false for
    robots, lists and the null sender).
    """

    message_id: str
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sender: str = ""
    sender_name: str = ""
    recipients: tuple[str, ...] = ()
    subject: str = ""
    sent_at: datetime | None = None
    own: str = ""
    cut: str = ""
    command: Command = ""
    attachments: tuple[Attachment, ...] = ()
    nature: Nature = "letter"
    why: str = ""
    bounce: Bounce | None = None
    answerable: bool = True
    size: int = 0


@dataclass(frozen=True, kw_only=True)
class Authentication:
    """What our own mail server found out about the sender: "pass", "fail", "none", "" (not said) ...

    `passed`: DMARC says yes or no; without a DMARC verdict an aligned DKIM signature or SPF says yes;
    None when nothing trustworthy says anything.
    """

    spf: str = ""
    dkim: str = ""
    dmarc: str = ""
    passed: bool | None = None
