"""What a topic must be, and which page of it to show."""

from dataclasses import dataclass

PAGE = 20
TITLE_MIN = 4
TITLE_MAX = 200
# How many of those who wrote last a list shows.
FACES = 5


@dataclass(frozen=True, kw_only=True)
class PageOfTopic:
    """One numbered page: the post numbers on it, and the pages around it."""

    number: int
    pages: int

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return self.number * PAGE

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def page_of_topic(*, highest: int, number: int) -> PageOfTopic | None:
    """Page `number` of a topic; None when there is no such page.

    Numbers never move: a hidden post leaves a gap on its page, so a link stays on the page it named.
    """
    pages = max(1, -(-highest // PAGE))
    return PageOfTopic(number=number, pages=pages) if 1 <= number <= pages else None


def page_with_post(number: int) -> int:
    """The page that post `number` stands on."""
    return (max(1, number) - 1) // PAGE + 1


def first_unread(*, last_read: int | None, highest: int) -> int:
    """Where to go on reading: the first post not read, else the last one."""
    return min((last_read or 0) + 1, max(1, highest))
