"""What it does with events. Some words make trouble on purpose."""

import os
import signal

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from corridor.faults import fault
from corridor.messaging.event import Meta, Permanent, Transient
from tests.support.tiny.events import Greeted, MoodChanged
from tests.support.tiny.models import Greeting, Mood


def greet(session: Session, event: Greeted, meta: Meta) -> None:
    session.add(Greeting(event_id=str(meta.id), words=event.words))
    session.flush()
    if event.words == "not now":
        raise Transient("asleep")
    if event.words == "never":
        raise Permanent("does not talk to strangers")
    if event.words == "oops":
        raise ValueError("stumbled")
    if event.words == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    fault("consumer.after_work")


def remember_mood(session: Session, event: MoodChanged, meta: Meta) -> None:
    row = insert(Mood).values(name=event.name, mood=event.mood, version=meta.sequence or 0)
    changes = {"mood": event.mood, "version": meta.sequence or 0}
    newer = Mood.version < (meta.sequence or 0)
    session.execute(row.on_conflict_do_update(index_elements=["name"], set_=changes, where=newer))


HANDLERS = {Greeted: greet, MoodChanged: remember_mood}
