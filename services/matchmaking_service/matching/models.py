"""Tables of matching: the frozen constants, and every part of every score."""

from uuid import UUID

from sqlalchemy import Boolean, Float, ForeignKey, Integer, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from corridor.db import BoolTrue, CreatedAt, Json
from matchmaking_service.db import Base
from matchmaking_service.needs.models import Need
from matchmaking_service.providers.models import Provider


class MatchModel(Base):
    """A version of the ranking: constants fitted over the whole corpus once, then frozen."""

    __tablename__ = "match_models"

    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    # text_mean, text_spread, concepts_mean, concepts_spread.
    constants: Mapped[Json]
    # From how many pairs they were fitted.
    pairs: Mapped[int] = mapped_column(Integer)
    fitted_at: Mapped[CreatedAt]


class Match(Base):
    """The score of one provider for one need under one model, with all its parts."""

    __tablename__ = "matches"

    need_id: Mapped[UUID] = mapped_column(ForeignKey("needs.id", ondelete="CASCADE"), primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(
        ForeignKey("providers.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    model_version: Mapped[int] = mapped_column(
        ForeignKey("match_models.version", ondelete="CASCADE"), primary_key=True
    )
    need_revision: Mapped[int] = mapped_column(Integer)
    provider_revision: Mapped[int] = mapped_column(Integer)
    text_score: Mapped[float] = mapped_column(Float)
    concepts_score: Mapped[float] = mapped_column(Float)
    # Points of a hundred by part: text, concepts, region, language, equity.
    parts: Mapped[Json]
    total: Mapped[float] = mapped_column(Float)
    eligible: Mapped[BoolTrue]
    # Which gates are shut.
    failed_gates: Mapped[list[str]] = mapped_column(ARRAY(Text))
    weak_text: Mapped[bool] = mapped_column(Boolean)
    # Facts behind the parts, from which the reasons in words are made in the reader's language.
    facts: Mapped[dict[str, object]] = mapped_column(JSONB)
    computed_at: Mapped[CreatedAt]

    need: Mapped[Need] = relationship()
    provider: Mapped[Provider] = relationship()

    @property
    def entry(self) -> Provider:
        """The provider, under the name that a score just computed has for it."""
        return self.provider
