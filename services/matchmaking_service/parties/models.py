"""A Party as a row, so that needs and coverage can refer to it."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from corridor.db import BoolFalse, Json
from matchmaking_service.db import Base


class Party(Base):
    """One of the 196 Parties; `code` is ISO 3166-1 alpha-2, EU for the European Union."""

    __tablename__ = "parties"

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    iso3: Mapped[str] = mapped_column(Text)
    # Names in the six languages, by language code.
    names: Mapped[Json]
    region: Mapped[str] = mapped_column(Text, index=True)
    subregion: Mapped[str] = mapped_column(Text, index=True)
    ldc: Mapped[BoolFalse]
    sids: Mapped[BoolFalse]
    lldc: Mapped[BoolFalse]

    def name(self, language: str) -> str:
        """The name in one of the six languages, English where there is none."""
        return str(self.names.get(language) or self.names["en"])
