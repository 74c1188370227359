"""What a file is, what refers to it, the text in it, and a file on its way."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BoolFalse, Moment, UuidKey
from forum_service.db import Base


class State(StrEnum):
    """Whether a file may be opened: with a scanner, not before it has answered."""

    CHECKING = "checking"
    READY = "ready"
    REFUSED = "refused"


class TextState(StrEnum):
    """How far the reading of its text has come; pictures and archives have none."""

    NONE = "none"
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class Upload(Base):
    """One file of one member. The bytes lie in the file store under `sha256`, once for all equal files."""

    __tablename__ = "uploads"
    __table_args__ = (
        CheckConstraint("state IN ('checking', 'ready', 'refused')", name="state"),
        CheckConstraint("text_state IN ('none', 'waiting', 'done', 'failed')", name="text_state"),
        CheckConstraint("length(name) BETWEEN 1 AND 200", name="name"),
        Index("ix_uploads_owner_id_id", "owner_id", text("id DESC")),
        Index("ix_uploads_sha256", "sha256"),
        Index("ix_uploads_size", text("size DESC"), "id"),
        Index("ix_uploads_checking", "id", postgresql_where=text("state = 'checking'")),
        Index("ix_uploads_waiting", "id", postgresql_where=text("text_state = 'waiting'")),
        Index("ix_uploads_loose", "loose_since", postgresql_where=text("loose_since IS NOT NULL")),
    )

    id: Mapped[UuidKey]
    owner_id: Mapped[UUID] = mapped_column(Uuid)
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(Text)
    width: Mapped[int | None] = mapped_column(Integer)
    height: Mapped[int | None] = mapped_column(Integer)
    # Width of the box to what was made for it: {"320": {"width": 320, "height": 213, "type": "image/jpeg"}}.
    thumbs: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"), default=dict)
    state: Mapped[str] = mapped_column(Text)
    # What the scanner said of a file refused.
    reason: Mapped[str] = mapped_column(Text, server_default="", default="")
    text_state: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Moment]
    # Since when nothing refers to it; None while something does.
    loose_since: Mapped[Moment | None]


class UploadRef(Base):
    """Something that refers to a file: who may read the one may read the other."""

    __tablename__ = "upload_refs"
    __table_args__ = (
        CheckConstraint("kind IN ('post', 'meeting', 'message')", name="kind"),
        Index("ix_upload_refs_kind_ref_id", "kind", "ref_id"),
    )

    upload_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("uploads.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    ref_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)


class UploadText(Base):
    """The words of a document by page, sheet or slide, and their search document."""

    __tablename__ = "upload_texts"
    __table_args__ = (Index("ix_upload_texts_document", "document", postgresql_using="gin"),)

    upload_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("uploads.id", ondelete="CASCADE"), primary_key=True
    )
    # [{"title": "Sheet 1", "text": "..."}]
    pages: Mapped[list[dict[str, str]]] = mapped_column(JSONB)
    # Whether there was more than is kept.
    cut: Mapped[BoolFalse]
    language: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(TSVECTOR)


class UploadPart(Base):
    """A file on its way in pieces (tus); how much has come is the size of its file in the store."""

    __tablename__ = "upload_parts"
    __table_args__ = (Index("ix_upload_parts_expires_at", "expires_at"),)

    id: Mapped[UuidKey]
    owner_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    name: Mapped[str] = mapped_column(Text)
    length: Mapped[int] = mapped_column(BigInteger)
    expires_at: Mapped[Moment]
    # What became of it.
    upload_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("uploads.id", ondelete="CASCADE"))


class UploadRemains(Base):
    """Bytes that a row no longer names: removed once the transaction that let go of them is past."""

    __tablename__ = "upload_remains"

    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
