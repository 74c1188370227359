"""The demo world: discussions of 28 people in six languages over the last fourteen months."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Row, exists, select, update
from sqlalchemy.orm import Session

from corridor import clock
from corridor.demo import Person, people
from corridor.members import upsert_demo_members
from corridor.service import Progress
from forum_service.boards.models import Board
from forum_service.composer.quoting import attribution, quoted_lines
from forum_service.dates.actions import tell_everything
from forum_service.members.models import Member
from forum_service.posts.actions import write_post
from forum_service.posts.models import Post
from forum_service.posts.place import Author, Place, Words
from forum_service.seed.arranging import seed_arrangement
from forum_service.seed.meetings import seed_meetings
from forum_service.seed.messages import seed_messages
from forum_service.seed.order import seed_order
from forum_service.seed.programs import seed_programs
from forum_service.seed.readers import seed_readers
from forum_service.seed.record import seed_record
from forum_service.seed.script import ScriptPost, ScriptTopic, read_script
from forum_service.seed.voices import seed_voices
from forum_service.topics.actions import place_topic
from forum_service.topics.models import Topic

# Only what was written in these days is announced; notify_service mails of it what is fresh.
TOLD = timedelta(days=45)


def seed_demo(session: Session, *, origin: str, progress: Progress) -> None:
    """Members, meetings and topics; where there is a topic already the discussions stay as they are."""
    upsert_demo_members(session, Member)
    seed_meetings(session)
    if session.scalar(select(exists().where(Topic.id > 0))):
        return
    script = read_script()
    boards: dict[str, Row[Any]] = {row.slug: row for row in session.execute(select(Board.__table__))}
    stage = _Stage(session, boards, origin=origin)
    for number, topic in enumerate(script, start=1):
        stage.play(topic)
        progress("Discussions", number, len(script))
    seed_arrangement(session, now=stage.now, origin=origin)
    seed_readers(session, now=stage.now)
    seed_messages(session, origin=origin)
    seed_voices(session, now=stage.now, origin=origin)
    seed_record(session, now=stage.now, origin=origin)
    seed_order(session, now=stage.now, origin=origin)
    seed_programs(session, now=stage.now)
    tell_everything(session, now=stage.now)


class _Stage:
    """Plays the script. The same day gives the same world: all chance comes from one seeded source."""

    def __init__(self, session: Session, boards: dict[str, Row[Any]], *, origin: str) -> None:
        self.session = session
        self.boards = boards
        self.origin = origin
        self.now = clock.now()
        self.today = self.now.replace(hour=0, minute=0, second=0, microsecond=0)
        self.people: dict[str, Person] = {person.handle: person for person in people()}
        self.random = Random(20)  # noqa: S311  a story, not a secret

    def play(self, topic: ScriptTopic) -> None:
        """Write one topic with its posts at their times."""
        times = self._times(topic)
        author = self._author(topic.posts[0].handle)
        board = self.boards[topic.forum]
        place = place_topic(
            self.session, board, author, title=topic.title, language=topic.language, now=times[0]
        )
        for post, moment in zip(topic.posts, times, strict=True):
            self._write(place, topic.posts, post, moment)
        if topic.pinned:
            self.session.execute(update(Topic).where(Topic.id == place.topic_id).values(pinned=True))

    def _write(self, place: Place, posts: Sequence[ScriptPost], post: ScriptPost, moment: datetime) -> None:
        quote = self._quote(place, posts, post.quote) if post.quote else ""
        answers, way = post.to or post.quote, "demo" if post.by_mail else ""
        words = Words(raw=quote + post.raw, language=post.language, reply_to=answers, by_mail=way)
        tell = self.now - moment < TOLD
        author = self._author(post.handle)
        written = write_post(self.session, place, author, words, now=moment, origin=self.origin, tell=tell)
        if post.wiki:
            self.session.execute(update(Post).where(Post.id == written.id).values(wiki=True))

    def _quote(self, place: Place, posts: Sequence[ScriptPost], number: int) -> str:
        """The first paragraph of the post quoted."""
        quoted = posts[number - 1]
        name = self.people[quoted.handle].name
        return quoted_lines(
            attribution(place.topic_id, place.slug, number, name), quoted.raw.split("\n\n")[0]
        )

    def _author(self, handle: str) -> Author:
        person = self.people[handle]
        return Author(id=person.account_id, name=person.name, organisation=person.organisation)

    def _times(self, topic: ScriptTopic) -> list[datetime]:
        opened = timedelta(hours=self.random.uniform(6, 18))
        moment = self.today - timedelta(days=topic.days_ago) + opened
        times = []
        for post in topic.posts:
            moment += timedelta(days=post.days, minutes=self.random.uniform(3, 90))
            times.append(min(moment, self.now - timedelta(minutes=5)))
        return times
