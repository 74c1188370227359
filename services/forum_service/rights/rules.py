"""The rights of a forum as plain values, and what a change of them means."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from corridor.auth.roles import STAFF

# In the order of the page.
LISTS = ("read_roles", "reply_roles", "create_roles", "moderate_roles")
APPROVE_FIRST_MOST = 1000


@dataclass(frozen=True, kw_only=True)
class Change:
    """One list with what comes in and what goes."""

    name: str
    added: list[str]
    removed: list[str]

    def added_names(self, names: Mapping[str, str]) -> str:
        return ", ".join(names.get(role, role) for role in self.added)

    def removed_names(self, names: Mapping[str, str]) -> str:
        return ", ".join(names.get(role, role) for role in self.removed)


def changes_between(
    before: Mapping[str, Collection[str]], after: Mapping[str, Collection[str]]
) -> list[Change]:
    """The lists that differ."""
    found = [
        Change(
            name=name,
            added=sorted(set(after[name]) - set(before[name])),
            removed=sorted(set(before[name]) - set(after[name])),
        )
        for name in LISTS
    ]
    return [change for change in found if change.added or change.removed]


def shuts_out_staff(read_roles: Collection[str]) -> bool:
    """Whether the house's staff could no longer read the forum they keep in order."""
    return "member" not in read_roles and not set(read_roles) >= STAFF
