"""The needs of the demo world with their history, offers and cases."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from corridor import clock
from corridor.events.matchmaking import NeedPublished
from corridor.ids import demo_id
from corridor.service import Progress
from matchmaking_service.announcing import announce
from matchmaking_service.needs.models import Need, NeedStep
from matchmaking_service.needs.rules import TRANSITIONS
from matchmaking_service.seed.cases import add_case, add_offers
from matchmaking_service.seed.files import all_needs, target_ids

SECRETARY = "helen.marsh"

# How a need came to its state: the steps in order, each with the latest day after the draft.
_SUBMITTED = [("submit", 2)]
_ENDORSED = [*_SUBMITTED, ("endorse", 6)]
_PUBLISHED = [*_ENDORSED, ("publish", 10)]
WAYS = {
    "draft": [],
    "submitted": _SUBMITTED,
    "returned": [*_SUBMITTED, ("return", 5)],
    "endorsed": _ENDORSED,
    "declined": [*_ENDORSED, ("decline", 12)],
    "published": _PUBLISHED,
    "withdrawn": [*_PUBLISHED, ("withdraw", 60)],
    "matched": _PUBLISHED,
    "in_delivery": _PUBLISHED,
    "closed": _PUBLISHED,
}


def add_needs(session: Session, *, origin: str, progress: Progress) -> None:
    """All needs; those that are open are told of, so that the other services show them too."""
    rows = all_needs()
    for done, row in enumerate(rows, start=1):
        need = _need(row)
        session.add(need)
        session.flush()
        add_offers(session, need, row.get("offers", ()))
        if "case" in row:
            add_case(session, need, row, origin=origin)
        if need.state == "published":
            announce(session, NeedPublished, need, actor=None, recipients=[], origin=origin)
        progress("needs", done, len(rows))


def account(handle: str) -> UUID:
    """The id of a demo account."""
    return demo_id("account", handle)


def _need(row: dict[str, Any]) -> Need:
    began = clock.now() - timedelta(days=row["days"])
    steps = _history(row, began)
    at = {step.action: step.happened_at for step in steps}
    return Need(
        id=demo_id("need", row["key"]),
        party_code=row["party"],
        author_id=account(row["author"]),
        state=row["state"] if row["state"] in ("draft", "withdrawn") else steps[-1].state_after,
        title=row["title"],
        statement=row["statement"].strip(),
        language=row["language"],
        targets=target_ids(row["targets"]),
        assistance=row["assistance"],
        ecosystems=row["ecosystems"],
        level=row.get("level", "national"),
        languages=row["languages"],
        wanted_from=_month(row.get("from")),
        wanted_until=_month(row.get("until")),
        other_requests=row.get("other", ""),
        created_at=began,
        updated_at=steps[-1].happened_at,
        submitted_at=at.get("submit"),
        published_at=at.get("publish"),
        history=steps,
    )


def _history(row: dict[str, Any], began: datetime) -> list[NeedStep]:
    steps = [_step("draft", "draft", row["author"], began)]
    way = WAYS[row["state"]]
    for place, (action, latest) in enumerate(way, start=1):
        # A young need took its steps faster than an old one.
        days = min(latest, row["days"] * place / (len(way) + 1))
        step = _step(action, steps[-1].state_after, _actor(row, action), began + timedelta(days=days))
        step.reason = row.get("reason", "") if TRANSITIONS[action].wants_reason else ""
        steps.append(step)
    return steps


def _step(action: str, before: str, handle: str, happened_at: datetime) -> NeedStep:
    after = TRANSITIONS[action].target if action in TRANSITIONS else before
    return NeedStep(
        action=action,
        state_before=before,
        state_after=after,
        actor_id=account(handle),
        reason="",
        happened_at=happened_at,
    )


def _actor(row: dict[str, Any], action: str) -> str:
    actors = {"party": row["author"], "focal_point": row["endorser"], "screening": SECRETARY}
    return str(actors[TRANSITIONS[action].actor])


def _month(offset: int | None) -> date | None:
    """The first day of a month so many months from now."""
    if offset is None:
        return None
    today = clock.now().date()
    months = today.year * 12 + today.month - 1 + offset
    return date(months // 12, months % 12 + 1, 1)
