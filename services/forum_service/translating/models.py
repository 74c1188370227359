"""What a translation of a post is."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, SmallInteger, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BigKey, Moment
from forum_service.db import Base


class PostTranslation(Base):
    """A post in another language; made by a member, or by a machine that a member asked."""

    __tablename__ = "post_translations"
    __table_args__ = (
        UniqueConstraint("post_id", "language"),
        CheckConstraint("length(raw) <= 32000", name="length"),
    )

    id: Mapped[BigKey]
    post_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("posts.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(Text)
    raw: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int] = mapped_column(SmallInteger)
    translated_by: Mapped[UUID] = mapped_column(Uuid)
    # The name of the machine's service; empty where a person translated.
    machine: Mapped[str] = mapped_column(Text, server_default="", default="")
    translated_at: Mapped[Moment]
