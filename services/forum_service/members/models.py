"""The local copy of an account."""

from corridor.members import MemberMixin
from forum_service.db import Base


class Member(MemberMixin, Base):
    """A person as the forum knows them; never written but by account.* events."""
