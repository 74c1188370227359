"""What came from where."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from forum_service.db import Base


class Imported(Base):
    """A thing of another place and what it became here: an import run again goes on where it stopped."""

    __tablename__ = "imported"

    # The place ("https://forum.example", "mbox:experts"), and what it was there ("topic", "post", "person").
    source: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    foreign_id: Mapped[str] = mapped_column(Text, primary_key=True)
    own_id: Mapped[str] = mapped_column(Text)
