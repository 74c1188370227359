"""What a search may be narrowed to: what lists may be, and where the viewer remembers it from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from forum_service.lists.rules import Filters, Typed

WHAT = ("posts", "topics", "people", "files")
SORTS = ("best", "newest")
WITHIN = ("mine", "bookmarks", "messages")


@dataclass(frozen=True, kw_only=True)
class SearchFilters(Filters):
    """The filters of a search."""

    within: str = ""
    sort: str = ""
    # The words as typed, without what other languages call the same.
    exact: str = ""

    @property
    def shown(self) -> Sequence[tuple[str, Any]]:
        """Those that are chips."""
        return [(name, value) for name, value in self.active if name not in ("sort", "exact")]

    @classmethod
    def read(cls, typed: Typed, *, staff: bool = False) -> Self:
        """The filters of an address."""
        common = Filters.read(typed, staff=staff)
        return cls(
            **vars(common),
            within=_one_of(WITHIN, typed.get("within", "")),
            sort=_one_of(SORTS[1:], typed.get("sort", "")),
            exact=_one_of(("1",), typed.get("exact", "")),
        )


def _one_of(known: tuple[str, ...], value: str) -> str:
    return value if value in known else ""
