"""What forum_service tells the others."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from corridor.messaging.event import Event


@dataclass(frozen=True, kw_only=True)
class TopicOpened(Event):
    """A topic was opened; `recipients` (`account_id`, `reason`) are at most 500, `chunk` counts from 1.

    `excerpt` is plain text, `html` the rendered first post, `posted_at` ISO 8601, `url` final.
    """

    type: ClassVar[str] = "forum.topic_opened.v1"
    topic_id: int
    post_id: int
    post_number: int
    forum_slug: str
    forum_name: str
    title: str
    url: str
    author_id: str
    author_name: str
    author_organisation: str
    language: str
    excerpt: str
    html: str
    posted_at: str
    recipients: list[dict[str, Any]]
    private: bool = False
    chunk: int = 1

    @property
    def subject(self) -> str:
        return f"topic/{self.topic_id}"


@dataclass(frozen=True, kw_only=True)
class ReplyPosted(Event):
    """A topic got a reply; fields as in TopicOpened, `parent_post_number` is the post answered, if one."""

    type: ClassVar[str] = "forum.reply_posted.v1"
    topic_id: int
    post_id: int
    post_number: int
    forum_slug: str
    forum_name: str
    title: str
    url: str
    author_id: str
    author_name: str
    author_organisation: str
    language: str
    excerpt: str
    html: str
    posted_at: str
    recipients: list[dict[str, Any]]
    parent_post_number: int | None = None
    private: bool = False
    chunk: int = 1

    @property
    def subject(self) -> str:
        return f"topic/{self.topic_id}"


@dataclass(frozen=True, kw_only=True)
class PostChanged(Event):
    """A post was `edited`, taken down (`destroyed`) or put back (`recovered`): `what` says which.

    `topic_id` and `post_number` say where it is, `html`, `excerpt` and `language` how it reads now. With its
    first post a topic is taken down and put back.
    """

    type: ClassVar[str] = "forum.post_changed.v1"
    post_id: int
    what: str
    topic_id: int = 0
    post_number: int = 0
    html: str = ""
    excerpt: str = ""
    language: str = ""

    @property
    def subject(self) -> str:
        return f"post/{self.post_id}"


@dataclass(frozen=True, kw_only=True)
class AccessLost(Event):
    """Some members (at most 500) read a topic no longer, or a forum, or without either all that is here.

    What they were not told yet, they are not to be told any more.
    """

    type: ClassVar[str] = "forum.access_lost.v1"
    accounts: list[str]
    forum_slug: str = ""
    topic_id: int = 0

    @property
    def subject(self) -> str:
        return f"access/{self.topic_id or self.forum_slug}"


@dataclass(frozen=True, kw_only=True)
class PostTranslated(Event):
    """A post can be read in another language, or (`removed`) no longer.

    `url` is the post's as in its own event, `original_url` where its first language is shown, `machine` the
    name of the machine that translated, else empty.
    """

    type: ClassVar[str] = "forum.post_translated.v1"
    topic_id: int
    post_id: int
    url: str
    original_url: str
    language: str
    html: str
    translator_name: str
    machine: str = ""
    removed: bool = False

    @property
    def subject(self) -> str:
        return f"post/{self.post_id}"


@dataclass(frozen=True, kw_only=True)
class TopicRead(Event):
    """Somebody has read a topic up to a post number (state: sequence = that number)."""

    type: ClassVar[str] = "forum.topic_read.v1"
    topic_id: int
    account_id: str
    post_number: int

    @property
    def subject(self) -> str:
        return f"topic/{self.topic_id}/reader/{self.account_id}"


@dataclass(frozen=True, kw_only=True)
class CaseTopicOpened(Event):
    """The private topic of a case exists at `url`."""

    type: ClassVar[str] = "forum.case_topic_opened.v1"
    case_id: str
    topic_id: int
    url: str

    @property
    def subject(self) -> str:
        return f"case/{self.case_id}"


@dataclass(frozen=True, kw_only=True)
class MemberTold(Event):
    """Something in the forum concerns some members, beyond a new topic or reply.

    `what` is the kind of news and the matter ("call_opened", "reminder_bookmark", "thanks_given",
    "moderation_flagged", "message_received"): the part before the first underscore is the kind members
    choose a channel for. `key` groups what belongs together ("topic/7", "call/3"). `words` are named words of
    the sentence. `recipients` (`account_id`, `reason`) are at most 500, `url` final, `happened_at` ISO 8601.
    """

    type: ClassVar[str] = "forum.member_told.v1"
    what: str
    key: str
    title: str
    url: str
    happened_at: str
    recipients: list[dict[str, Any]]
    excerpt: str = ""
    html: str = ""
    language: str = "en"
    actor_id: str | None = None
    actor_name: str = ""
    actor_organisation: str = ""
    forum_slug: str = ""
    forum_name: str = ""
    words: list[dict[str, Any]] = field(default_factory=list)
    # The number of the post, where the news is one: read up to there, it is no news any more.
    position: int | None = None
    chunk: int = 1

    @property
    def subject(self) -> str:
        return self.key


@dataclass(frozen=True, kw_only=True)
class MailTaken(Event):
    """What became of a mail that notify_service handed over (`notify.mail_received.v1`).

    `outcome`: "posted" (at `url`), "done" (a command), "held" (a moderator looks at it first), "refused".
    `code` names the reason for programs, `reason` says it in the sender's language; `refused_files` are the
    names of attachments that were left out, each with why.
    """

    type: ClassVar[str] = "forum.mail_taken.v1"
    incoming_id: str
    account_id: str
    outcome: str
    url: str = ""
    code: str = ""
    reason: str = ""
    refused_files: list[dict[str, Any]] = field(default_factory=list)

    @property
    def subject(self) -> str:
        return f"incoming/{self.incoming_id}"


@dataclass(frozen=True, kw_only=True)
class DateSet(Event):
    """A date of the forum is new or changed (state: sequence = its version): for calendars and digests.

    `key` is the thing's own name for ever ("meeting/3", "call/7", "poll/9"), `what` is "meeting",
    "call_closes" or "poll_closes". Moments are ISO 8601; without `ends_at` it is a deadline. Whole days are
    told as days: `ends_at` is the day after the last one. Seen by who holds one of `roles` ("member":
    everybody with a role) or is among `accounts` (at most 500); `removed`: it is off.
    """

    type: ClassVar[str] = "forum.date_set.v1"
    key: str
    what: str
    title: str
    url: str
    starts_at: str
    ends_at: str | None = None
    place: str = ""
    time_zone: str = "UTC"
    language: str = "en"
    roles: list[str] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)
    removed: bool = False

    @property
    def subject(self) -> str:
        return self.key
