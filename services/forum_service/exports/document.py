"""What is exported, as plain values: the writers know neither the database nor who asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from corridor.web.i18n import LANGUAGES


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A block of a post under the number it is cited by: "12.3" is the third one of post 12."""

    number: str
    anchor: str
    html: str


@dataclass(frozen=True, kw_only=True)
class PostPart:
    """One post of a topic."""

    id: int
    number: int
    url: str
    author: str
    handle: str
    organisation: str
    created_at: datetime
    edited_at: datetime | None
    language: str
    reply_to: int | None
    raw: str
    html: str
    paragraphs: Sequence[Paragraph]

    @property
    def direction(self) -> str:
        return direction_of(self.language)


@dataclass(frozen=True, kw_only=True)
class TopicPart:
    """One topic with its posts."""

    id: int
    title: str
    url: str
    language: str
    created_at: datetime
    posts: Sequence[PostPart]

    @property
    def direction(self) -> str:
        return direction_of(self.language)


@dataclass(frozen=True, kw_only=True)
class Speech:
    """The language of who asked: the few words of ours in a file, and how moments are written.

    A worker has no reader; the page that asked sends these along.
    """

    language: str
    zone: str
    words: Mapping[str, str]

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    def moment(self, moment: datetime) -> str:
        """Day and time with the zone."""
        locale = "en_GB" if self.language == "en" else self.language
        return format_datetime(moment, "d MMM y, HH:mm z", tzinfo=ZoneInfo(self.zone), locale=locale)

    def replying(self, number: int) -> str:
        """That a post answers another one."""
        return self.words["in_reply_to"].replace("{number}", str(number))


@dataclass(frozen=True, kw_only=True)
class Document:
    """A topic, or the topics of a forum."""

    title: str
    url: str
    origin: str
    forum: str
    language: str
    made_at: datetime
    made_for: str
    speech: Speech
    topics: Sequence[TopicPart]

    @property
    def direction(self) -> str:
        return direction_of(self.language)


def direction_of(language: str) -> str:
    """The direction of writing."""
    return LANGUAGES[language].direction if language in LANGUAGES else "ltr"
