"""The columns of a member."""

from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, Text, Uuid, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from corridor.db.types import BoolTrue, CreatedAt, TextList


class MemberMixin:
    """A person as this service knows them; account_service owns the truth."""

    __tablename__ = "members"

    account_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    handle: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text, server_default="", default="")
    organisation: Mapped[str] = mapped_column(Text, server_default="", default="")
    country: Mapped[str] = mapped_column(Text, server_default="", default="")
    languages: Mapped[TextList]
    ui_language: Mapped[str] = mapped_column(Text, server_default="en", default="en")
    time_zone: Mapped[str] = mapped_column(Text, server_default="UTC", default="UTC")
    roles: Mapped[TextList]
    active: Mapped[BoolTrue]
    # The account's version this copy shows; an older event changes nothing.
    version: Mapped[int] = mapped_column(BigInteger, server_default=text("0"), default=0)
    unread_count: Mapped[int] = mapped_column(Integer, server_default=text("0"), default=0)
    unread_sequence: Mapped[int] = mapped_column(BigInteger, server_default=text("0"), default=0)
    joined_at: Mapped[CreatedAt]

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Index, ...]:
        # Not unique: two accounts may swap handles, and the events of one may come before the other's.
        return (
            Index("ix_members_handle", text("lower(handle)")),
            Index("ix_members_roles", "roles", postgresql_using="gin"),
        )
