"""People as matchmaking knows them."""

from corridor.members import MemberMixin
from matchmaking_service.db import Base


class Member(MemberMixin, Base):
    """The local copy of an account."""
