"""Telling members what happened beyond topics and replies."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from corridor.events.forum import MemberTold
from corridor.messaging import outbox

CHUNK = 500


def tell(
    session: Session,
    what: str,
    *,
    key: str,
    title: str,
    url: str,
    recipients: Mapping[UUID, str],
    now: datetime,
    **facts: Any,
) -> None:
    """Record the news for each of `recipients` (account to reason); nothing where there is nobody.

    `facts` are further fields of `MemberTold`: excerpt, html, language, actor_id, actor_name, forum_slug,
    words (list of `name`, `value`) ...
    """
    for number, chunk in enumerate(_chunks(recipients), start=1):
        event = MemberTold(
            what=what,
            key=key,
            title=title,
            url=url,
            happened_at=now.isoformat(),
            recipients=chunk,
            chunk=number,
            **facts,
        )
        outbox.record(session, event)


def _chunks(recipients: Mapping[UUID, str]) -> Sequence[list[dict[str, str]]]:
    everybody = [{"account_id": str(account), "reason": reason} for account, reason in recipients.items()]
    return [everybody[start : start + CHUNK] for start in range(0, len(everybody), CHUNK)]
