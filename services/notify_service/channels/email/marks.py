"""The two marks that every mail gets, each one statement: with ten thousand mails each round trip counts."""

from datetime import datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import DateTime, String, Update, Uuid, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, sessionmaker

from notify_service.channels.email.models import Mail
from notify_service.channels.email.rules import SECURITY
from notify_service.channels.email.suppression import domain_of, hash_of
from notify_service.channels.email.transport import Parcel
from notify_service.reach.models import Address

_mails = Mail.__table__
_ACCEPTED = ("account_id", "last_accepted_at", "last_answer")


class Marks:
    """Writes on a connection of its own, without BEGIN and COMMIT: one statement is a transaction."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._engine = sessions.kw["bind"]

    def __enter__(self) -> Self:
        self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def in_doubt(self, parcel: Parcel) -> bool:
        """Note that the last step is being taken; False when the lease ran out and another mailer came."""
        # Survives the death of this process at once, that of the database half a second later: what is lost
        # then is the mark alone, and the mail goes again.
        soon = func.set_config("synchronous_commit", "off", True) == "off"
        mark = _mine(parcel).where(_mails.c.state == "claimed", soon).values(state="in_doubt")
        return self._connection.execute(mark.returning(_mails.c.id)).first() is not None

    def sent(self, parcel: Parcel, answer: str, *, now: datetime) -> None:
        """The server has it; the address is one that takes mails."""
        over = {
            "state": "sent",
            "finished_at": now,
            "words": {},
            "answer": answer[:1000],
            "lease_until": None,
        }
        done = _mine(parcel).values(**over).returning(_mails.c.id)
        # Behind a code without an account may be anybody's typing error.
        unknown = parcel.account_id is None and parcel.kind == SECURITY
        self._connection.execute(done if unknown else _with_acceptance(done, parcel, now))


def _mine(parcel: Parcel) -> Update:
    return update(_mails).where(_mails.c.id == parcel.mail_id, _mails.c.worker == parcel.worker)


def _with_acceptance(done: Any, parcel: Parcel, now: datetime) -> Any:
    fact = {
        "address_hash": literal(hash_of(parcel.address), String),
        "domain": literal(domain_of(parcel.address), String),
        "account_id": literal(parcel.account_id, Uuid),
        "last_accepted_at": literal(now, DateTime(timezone=True)),
        "last_answer": literal("", String),
    }
    facts = select(*fact.values()).select_from(done.cte("done"))
    row = insert(Address).from_select(list(fact), facts, include_defaults=False)
    return row.on_conflict_do_update(
        index_elements=["address_hash"], set_={name: row.excluded[name] for name in _ACCEPTED}
    )
