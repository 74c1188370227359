"""What other services were told of dates."""

from corridor.told_dates import ToldDateMixin
from forum_service.db import Base


class ToldDate(ToldDateMixin, Base):
    """A date as it was told last."""
