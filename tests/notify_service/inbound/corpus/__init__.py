"""Mails as the programs and people of the world write them, and what is to be read in each."""

from tests.notify_service.inbound.corpus.drawn import drawn
from tests.notify_service.inbound.corpus.failures import failures
from tests.notify_service.inbound.corpus.holdings import holdings
from tests.notify_service.inbound.corpus.machines import machines
from tests.notify_service.inbound.corpus.manners import manners
from tests.notify_service.inbound.corpus.orders import orders
from tests.notify_service.inbound.corpus.replies import replies
from tests.notify_service.inbound.corpus.sample import Sample
from tests.notify_service.inbound.corpus.sets import sets

__all__ = ["Sample", "drawn", "samples"]


def samples() -> list[Sample]:
    """All of them."""
    return [*replies(), *manners(), *sets(), *orders(), *machines(), *failures(), *holdings()]
