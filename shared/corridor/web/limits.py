"""How often one account may do something.

    @blueprint.post("/t/<int:topic_id>/replies")
    @access.member
    @limited("posts", 60, per=timedelta(minutes=10))
    @idempotent

An account is counted wherever it is; an office of a hundred people behind one address is not one person, so
who is not signed in is counted by address with a wide ceiling. The count is one statement of its own: it
stands whatever becomes of the request. `CORRIDOR_LIMITS` multiplies all limits; with 0 nothing is counted.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from hashlib import sha256
from ipaddress import ip_address, ip_network
from typing import ParamSpec, TypeVar

from flask import request
from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext
from sqlalchemy import Engine, delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, sessionmaker

from corridor import clock
from corridor.auth import viewer
from corridor.errors import TooMany
from corridor.messaging.tables import use_counts
from corridor.web.frame import frame

# How many people one network address may stand for.
PEOPLE_BEHIND_AN_ADDRESS = 20
KEPT = timedelta(days=2)
_MINUTE = 60

P = ParamSpec("P")
R = TypeVar("R")


def limited(name: str, most: int, *, per: timedelta) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a view be asked `most` times in each `per` by one account; routes of one `name` share the count.

    It stands below the access decorator and above `@idempotent`. Beyond the limit the answer is 429 with the
    time to wait, as a page that shows what was typed and sends it again, or as problem+json.
    """

    def declare(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def counted(*args: P.args, **kwargs: P.kwargs) -> R:
            count_use(name, most, per=per)
            return view(*args, **kwargs)

        return counted

    return declare


def count_use(name: str, most: int, *, per: timedelta) -> None:
    """Count one use by whoever asks; raises TooMany beyond the limit."""
    factor = frame().settings.limits
    if factor > 0:
        whose, people = _asker()
        count_use_of(frame().engine, whose, name, most * people * factor, per=per)


def count_use_of(engine: Engine, whose: str, name: str, most: int, *, per: timedelta) -> None:
    """Count one use outside of a request, by an account's id; raises TooMany beyond `most`."""
    now = clock.now()
    since = window_start(now, per)
    if _hit(engine, f"{name}/{whose}", since) > most:
        raise too_many(left=since + per - now)


def too_many(*, left: timedelta) -> TooMany:
    """The refusal, with the time to wait."""
    seconds = int(left.total_seconds()) + 1
    if seconds < _MINUTE:
        wait = lazy_ngettext("Please wait %(num)d second.", "Please wait %(num)d seconds.", seconds)
    else:
        wait = lazy_ngettext(
            "Please wait %(num)d minute.", "Please wait %(num)d minutes.", -(-seconds // _MINUTE)
        )
    return TooMany(_("That was too often in a short time. %(wait)s", wait=wait), retry_after=seconds)


def window_start(now: datetime, per: timedelta) -> datetime:
    """The window that `now` falls into; all begin together, so that the database needs no memory."""
    seconds = int(per.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)


def _asker() -> tuple[str, int]:
    """Whom to count, and how many people that may be."""
    one = viewer()
    if one.id is not None:
        return str(one.id), 1
    # Hashed: the table is no list of addresses.
    return sha256(_network(request.remote_addr or "").encode()).hexdigest()[:32], PEOPLE_BEHIND_AN_ADDRESS


def _network(address: str) -> str:
    """The address, or of IPv6 the /64: one customer has billions of them."""
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    return address if known.version == 4 else str(ip_network(f"{known}/64", strict=False))


def _hit(engine: Engine, key: str, since: datetime) -> int:
    row = insert(use_counts).values(key=key, since=since, count=1)
    counted = row.on_conflict_do_update(
        index_elements=["key", "since"], set_={"count": use_counts.c.count + 1}
    ).returning(use_counts.c.count)
    alone = engine.execution_options(isolation_level="AUTOCOMMIT")
    with alone.connect() as connection:
        found: int = connection.execute(counted).scalar_one()
    return found


def forget_uses(sessions: sessionmaker[Session], _settings: object = None) -> bool:
    """Drop the counts of windows long past."""
    with sessions() as session, session.begin():
        session.execute(delete(use_counts).where(use_counts.c.since < clock.now() - KEPT))
    return False
