"""What notify_service tells the others."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from corridor.messaging.event import Event


@dataclass(frozen=True, kw_only=True)
class UnreadChanged(Event):
    """How many notifications wait for somebody (state: the sequence grows with each change)."""

    type: ClassVar[str] = "notify.unread_changed.v1"
    account_id: str
    unread: int

    @property
    def subject(self) -> str:
        return f"inbox/{self.account_id}"


@dataclass(frozen=True, kw_only=True)
class MailReceived(Event):
    """A member wrote by mail; the sender is proven, and the forum is to do what `act` says.

    `act`: "reply" and "private" (to the author alone) answer post `post_number` of `topic_id`; "topic" opens
    one in `forum_slug`; "thanks", "watch", "track", "mute" concern the topic (or the forum, without a topic).
    `text` is Markdown, `title` the subject line, `received_at` ISO 8601. `files` name what was attached
    (`name`, `media_type`, `size`, `url`: where the services fetch it from each other). Answered by
    `forum.mail_taken.v1`.
    """

    type: ClassVar[str] = "notify.mail_received.v1"
    incoming_id: str
    account_id: str
    act: str
    received_at: str
    topic_id: int | None = None
    post_number: int | None = None
    forum_slug: str = ""
    title: str = ""
    text: str = ""
    language: str = ""
    files: list[dict[str, Any]] = field(default_factory=list)

    @property
    def subject(self) -> str:
        return f"incoming/{self.incoming_id}"


@dataclass(frozen=True, kw_only=True)
class ForumModeChosen(Event):
    """How somebody wants to hear of a forum by mail: "off", "digest", "topics" (new ones at once) or "all".

    State: the sequence grows with each change of the account's preferences.
    """

    type: ClassVar[str] = "notify.forum_mode_chosen.v1"
    account_id: str
    forum_slug: str
    mode: str

    @property
    def subject(self) -> str:
        return f"mode/{self.account_id}/{self.forum_slug}"
