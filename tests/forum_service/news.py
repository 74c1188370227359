"""What members were told beyond topics and replies."""

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor.messaging.tables import outbox


def news(session: Session, what: str) -> list[dict[str, Any]]:
    """The facts of every event of a matter ("thanks_given"), in order."""
    session.rollback()
    query = select(outbox.c.body).where(outbox.c.type == "forum.member_told.v1").order_by(outbox.c.position)
    told = [json.loads(body)["data"] for body in session.scalars(query)]
    return [facts for facts in told if facts["what"] == what]
