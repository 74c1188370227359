"""The local copy of accounts: whom to write to, in which language, at which hour."""

from corridor.members import MemberMixin
from notify_service.db import Base


class Member(MemberMixin, Base):
    """An account as this service knows it, fed by account.* events."""
