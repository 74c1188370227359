"""The local copy of an account."""

from sqlalchemy import BigInteger, Identity, Index
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from corridor.members import MemberMixin
from forum_service.db import Base


class Member(MemberMixin, Base):
    """A person as the forum knows them; never written but by account.* events and imports."""

    # What programs know a member by, where they expect a number.
    number: Mapped[int] = mapped_column(BigInteger, Identity())

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Index, ...]:
        return (*MemberMixin.__table_args__, Index("uq_members_number", "number", unique=True))
