"""Who does something to a group, and when."""

from dataclasses import dataclass
from datetime import date, datetime

from account_service.audit.actions import Actor
from corridor.settings import Settings


@dataclass(frozen=True, kw_only=True)
class By:
    """The hand behind an act: an owner, the secretariat, or the clock."""

    actor: Actor
    settings: Settings
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()
