"""Writes the sample of each new event version: `python -m tests.contracts.samples`.

A sample is never rewritten: it stands for the messages of that version that are under way.
"""

import json
import typing
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from corridor.ids import demo_id
from corridor.messaging.catalogue import contracts
from corridor.messaging.envelope import encode
from corridor.messaging.event import Event

FOLDER = Path(__file__).parent / "samples"
MOMENT = datetime(2026, 1, 15, 8, 30, tzinfo=UTC)

PERSON = str(demo_id("account", "grace.wanjiru"))
OTHER = str(demo_id("account", "amina.diallo"))
VALUES: dict[str, Any] = {
    "account_id": PERSON,
    "accounts": [PERSON],
    "act": "reply",
    "active": True,
    "actor_id": OTHER,
    "actor_name": "Amina Diallo",
    "author_id": OTHER,
    "author_name": "Amina Diallo",
    "author_organisation": "Ministère de l'environnement",
    "case_id": str(demo_id("case", "mangroves")),
    "change": "milestone_reached",
    "chunk": 1,
    "code": "482913",
    "country": "KE",
    "ends_at": "2026-01-15T10:00:00+00:00",
    "email": "grace.wanjiru@environment.ke.example",
    "excerpt": "We look for a partner to map mangroves from satellite images.",
    "expires_at": "2026-01-15T08:40:00+00:00",
    "forum_name": "Knowledge and technical support",
    "forum_slug": "support",
    "granted_by": OTHER,
    "granted_by_name": "Amina Diallo",
    "handle": "grace.wanjiru",
    "files": [
        {
            "name": "map.pdf",
            "media_type": "application/pdf",
            "size": 2048,
            "url": "/notify/internal/incoming/1/files/0",
        }
    ],
    "happened_at": "2026-01-15T08:30:00+00:00",
    "html": "<p>We look for a partner to map mangroves from satellite images.</p>",
    "incoming_id": str(demo_id("incoming", "mangroves")),
    "key": "meeting/3",
    "key_id": "Ab3dEf9h",
    "kind": "centre",
    "language": "en",
    "languages": ["en", "fr"],
    "mode": "digest",
    "name": "Grace Wanjiru",
    "need_id": str(demo_id("need", "mangroves")),
    "not_before": "2026-01-15T08:30:00+00:00",
    "offer_id": str(demo_id("offer", "mangroves")),
    "outcome": "posted",
    "organisation": "National Environment Authority",
    "parent_post_number": 1,
    "place": "Nairobi",
    "party": "KE",
    "party_name": "Kenya",
    "post_id": 31,
    "post_number": 2,
    "posted_at": "2026-01-15T08:30:00+00:00",
    "private": False,
    "provider_id": str(demo_id("provider", "cse")),
    "provider_name": "Centre de suivi écologique",
    "provider_slug": "cse",
    "purpose": "sign_in",
    "reason": "replied",
    "received_at": "2026-01-15T08:30:00+00:00",
    "refused_files": [{"name": "map.exe", "reason": "Files of this kind are not kept."}],
    "removed": False,
    "recipients": [{"account_id": PERSON, "reason": "watching"}],
    "request_id": str(demo_id("request", "grace.wanjiru")),
    "role": "focal_point",
    "roles": ["focal_point:KE", "expert"],
    "scope": "KE",
    "service": "forum",
    "session_id": "5f0c7c3be1f24c0fb9c8fd1f9a1d2c11",
    "slug": "cse",
    "starts_at": "2026-01-15T09:00:00+00:00",
    "text": "We could share our training data.",
    "time_zone": "Africa/Nairobi",
    "title": "Mapping mangroves along the coast",
    "topic_id": 12,
    "types": ["account.account_changed.v1"],
    "ui_language": "en",
    "unread": 3,
    "url": "https://corridor.example/forum/t/mapping-mangroves/12/2",
    "values": {},
    "what": "meeting",
}
BY_TYPE: dict[Any, Any] = {str: "words", int: 7, bool: True, list[str]: ["words"]}


def sample_of(event: type[Event]) -> Event:
    """An event of this type with believable values."""
    hints = typing.get_type_hints(event)
    values = {field.name: _value(field.name, hints[field.name]) for field in fields(event)}
    return event(**values)


def _value(name: str, hint: Any) -> Any:
    if name in VALUES:
        return VALUES[name]
    kinds = [kind for kind in typing.get_args(hint) if kind in BY_TYPE] or [hint]
    return BY_TYPE.get(kinds[0], [])


def path_of(event: type[Event]) -> Path:
    return FOLDER / f"{event.type}.json"


def write_missing() -> list[Path]:
    """The samples of events that have none yet."""
    missing = [event for event in contracts() if not path_of(event).exists()]
    for number, event in enumerate(missing):
        body = encode(sample_of(event), event_id=_id(number), time=MOMENT, sequence=_sequence(event))
        path_of(event).write_text(
            json.dumps(json.loads(body), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
    return [path_of(event) for event in missing]


def _id(number: int) -> UUID:
    return UUID(int=int(MOMENT.timestamp() * 1000) << 80 | 0x7 << 76 | 0b10 << 62 | number)


def _sequence(event: type[Event]) -> int | None:
    """Events that carry state say so in their docstring."""
    return 4 if "sequence" in (event.__doc__ or "") else None


if __name__ == "__main__":
    for written in write_missing():
        print(written)
