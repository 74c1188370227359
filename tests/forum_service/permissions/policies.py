"""Whom a route lets in, in a word; and everybody who might try."""

from enum import Enum

from corridor.demo import Person
from corridor.testing import persona

# The author of all there is in the group's forum.
MEMBER = persona("maria", "iag_member")
FORMER_MEMBER = persona("frank", "iag_member")
# What Frank was is over; what he wrote stands in a forum he no longer reads.
EX_MEMBER = persona("frank", "expert")
STRANGER = persona("sten")
OUTSIDER = persona("olga", "expert")
OTHER_MODERATOR = persona("omar", "expert", "group:keepers-elsewhere")
MODERATOR = persona("mona", "iag_member", "group:keepers-here")
SECRETARY = persona("secretary", "secretariat")
# Who got the private message.
FRIEND = persona("alice", "iag_member")

PEOPLE: dict[str, Person | None] = {
    "anonymous": None,
    "stranger": STRANGER,
    "outsider": OUTSIDER,
    "ex_member": EX_MEMBER,
    "member": MEMBER,
    "other_moderator": OTHER_MODERATOR,
    "moderator": MODERATOR,
    "secretariat": SECRETARY,
}
# Who reads the group's forum, and who has no business with it.
INSIDE = frozenset({"member", "moderator", "secretariat"})
OUTSIDE = frozenset(PEOPLE) - INSIDE


class Policy(Enum):
    """The people that a route lets in; to all others it is refused or, in the forum itself, absent."""

    EVERYBODY = frozenset(PEOPLE)
    ACCOUNTS = frozenset(PEOPLE) - {"anonymous"}
    MEMBERS = frozenset(PEOPLE) - {"anonymous", "stranger"}
    # Passed on in the name of who asks: account_service says who may (its tests show it).
    ACCOUNTS_DECIDE = MEMBERS
    # Things of the group's forum.
    READERS = INSIDE
    KEEPERS = frozenset({"moderator", "secretariat"})
    # Things of one member.
    OWNER = frozenset({"member"})
    OWNER_AND_STAFF = frozenset({"member", "secretariat"})
    # Pages for those who keep some forum in order, for staff, for the secretariat.
    ANY_KEEPER = frozenset({"other_moderator", "moderator", "secretariat"})
    STAFF = frozenset({"secretariat"})
    # What there is none of, or what only a secret opens.
    NOBODY: frozenset[str] = frozenset()

    @property
    def let_in(self) -> frozenset[str]:
        return self.value
