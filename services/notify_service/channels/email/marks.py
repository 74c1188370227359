"""The two marks that every mail gets, each one statement: with ten thousand mails each round trip counts."""

from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy.orm import Session, sessionmaker

from notify_service.channels.email.rules import SECURITY
from notify_service.channels.email.suppression import domain_of, hash_of
from notify_service.channels.email.transport import Parcel

# Survives the death of this process at once, that of the database half a second later: what is lost then is
# the mark alone, and the mail goes again.
_IN_DOUBT = """
UPDATE mails SET state = 'in_doubt'
WHERE id = %(mail_id)s AND worker = %(worker)s AND state = 'claimed'
    AND set_config('synchronous_commit', 'off', true) = 'off'
RETURNING id
"""
_SENT = """
UPDATE mails SET state = 'sent', finished_at = %(now)s, words = '{}', answer = %(answer)s, lease_until = NULL
WHERE id = %(mail_id)s AND worker = %(worker)s
RETURNING id
"""
_SENT_AND_TAKEN = """
WITH done AS (
    UPDATE mails
    SET state = 'sent', finished_at = %(now)s, words = '{}', answer = %(answer)s, lease_until = NULL
    WHERE id = %(mail_id)s AND worker = %(worker)s
    RETURNING id
)
INSERT INTO addresses (address_hash, domain, account_id, last_accepted_at, last_answer)
SELECT %(address_hash)s, %(domain)s, %(account_id)s, %(now)s, '' FROM done
ON CONFLICT (address_hash) DO UPDATE SET
    account_id = excluded.account_id, last_accepted_at = excluded.last_accepted_at, last_answer = ''
"""


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
        facts = {"mail_id": parcel.mail_id, "worker": parcel.worker}
        return self._connection.exec_driver_sql(_IN_DOUBT, facts).first() is not None

    def sent(self, parcel: Parcel, answer: str, *, now: datetime) -> None:
        """The server has it; the address is one that takes mails."""
        # Behind a code without an account may be anybody's typing error.
        unknown = parcel.account_id is None and parcel.kind == SECURITY
        facts = {
            "mail_id": parcel.mail_id,
            "worker": parcel.worker,
            "account_id": parcel.account_id,
            "address_hash": hash_of(parcel.address),
            "domain": domain_of(parcel.address),
            "answer": answer.replace("\0", "")[:1000],
            "now": now,
        }
        self._connection.exec_driver_sql(_SENT if unknown else _SENT_AND_TAKEN, facts)
