"""Calls, polls, thanks, bookmarks, translations and plans of the demo world, from seed/voices.json."""

import json
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from corridor.demo import person
from forum_service.boards.models import Board
from forum_service.bookmarks import actions as bookmarks
from forum_service.calls import actions as calls
from forum_service.calls.models import Call, Decision, Stance
from forum_service.calls.rules import keys_of
from forum_service.planned.actions import Plan, plan_post
from forum_service.polls import actions as polls
from forum_service.polls.models import PollOption
from forum_service.posts.models import Post
from forum_service.posts.place import Author, Place, Words
from forum_service.thanks.actions import give_thanks
from forum_service.topics.models import Topic
from forum_service.translating.actions import Text, translate

_POST: Any = (
    select(
        *(Post.id, Post.number, Post.html, Post.language, Post.author_id, Post.created_at),
        *(Topic.id.label("topic_id"), Topic.slug, Topic.title, Topic.board_id),
        *(Board.slug.label("board_slug"), Board.name.label("board_name")),
    )
    .select_from(Post)
    .join(Topic, Topic.id == Post.topic_id)
    .join(Board, Board.id == Topic.board_id)
)


def seed_voices(session: Session, *, now: datetime, origin: str) -> None:
    """What members said beyond posts; times are days from now."""
    stage = _Stage(session, now=now, origin=origin)
    script = json.loads(files("forum_service").joinpath("seed/voices.json").read_text(encoding="utf-8"))
    for name in ("calls", "polls", "thanks", "translations", "bookmarks", "plans"):
        for one in script[name]:
            getattr(stage, name)(one)


class _Stage:
    """Does what the script says, each at its time."""

    def __init__(self, session: Session, *, now: datetime, origin: str) -> None:
        self.session = session
        self.now = now
        self.origin = origin

    def calls(self, one: dict[str, Any]) -> None:
        """A call with its voices and, where it is over, its outcome."""
        place, chair = self._place(one["topic"]), _author(one["chair"])
        opened = self._at(one["opened"])
        proposal = calls.Proposal(
            title=one["title"],
            words=Words(raw=one["raw"], language=one["language"]),
            speaks=one["speaks"],
            opens_at=opened,
            closes_at=self._at(one["closes"]),
        )
        call_id = calls.open_call(self.session, place, chair, proposal, now=opened, origin=self.origin)
        for voice in one["voices"]:
            self._speak(call_id, one["speaks"], voice)
        if "outcome" in one:
            self._conclude(call_id, place, chair, one)

    def _speak(self, call_id: int, speaks: str, voice: dict[str, Any]) -> None:
        who = person(voice["by"])
        keys = keys_of(speaks, account_id=who.account_id, organisation=who.organisation, roles=who.roles)
        key, label = next(iter(keys.items()))
        stance = Stance(voice["stance"])
        saying = calls.Saying(key=key, label=label, stance=stance, reason=voice["reason"])
        moment = self._at(voice["on"])
        calls.speak(self.session, call_id, _author(voice["by"]), saying, now=moment, origin=self.origin)

    def _conclude(self, call_id: int, place: Place, chair: Author, one: dict[str, Any]) -> None:
        moment = self._at(one["closes"]) + timedelta(hours=20)
        self.session.get_one(Call, call_id).closed_told_at = moment
        words = Words(raw=one["outcome"], language=one["language"])
        conclusion = calls.Conclusion(decision=Decision(one["decision"]), words=words)
        calls.conclude_call(self.session, call_id, place, chair, conclusion, now=moment, origin=self.origin)

    def polls(self, one: dict[str, Any]) -> None:
        """A poll with its votes."""
        question = polls.Question(
            question=one["question"],
            options=one["options"],
            language=one["language"],
            multiple=one["multiple"],
            anonymous=False,
            results=one["results"],
            closes_at=self._at(one["closes"]),
        )
        topic, by = self._topic(one["topic"]), person(one["by"]).account_id
        opened = self._at(one["opened"])
        poll_id = polls.open_poll(self.session, topic, by, question, now=opened)
        answers = select(PollOption.id).where(PollOption.poll_id == poll_id).order_by(PollOption.position)
        options = self.session.scalars(answers).all()
        for handle, chosen in one["votes"].items():
            ids = [options[number] for number in chosen]
            polls.vote(self.session, poll_id, person(handle).account_id, ids, now=opened)

    def thanks(self, one: dict[str, Any]) -> None:
        """Thanks for a post."""
        post = self._post(one["topic"], one["number"])
        for handle in one["by"]:
            give_thanks(self.session, post, _author(handle), now=self.now, origin=self.origin)

    def translations(self, one: dict[str, Any]) -> None:
        """A translation of a post."""
        post, text = self._post(one["topic"], one["number"]), Text(language=one["language"], raw=one["raw"])
        now = self.now - timedelta(hours=3)
        translate(self.session, post, _author(one["by"]), text, now=now, origin=self.origin)

    def bookmarks(self, one: dict[str, Any]) -> None:
        """A bookmark, perhaps with a reminder."""
        post = self._post(one["topic"], one["number"] or 1)
        thing = {"post_id": post.id} if one["number"] else {"topic_id": post.topic_id}
        kept = bookmarks.keep(self.session, person(one["by"]).account_id, **thing, now=self.now)
        remind_at = self._at(one["remind"]) if one["remind"] else None
        words = {"note": one["note"], "remind_at": remind_at}
        bookmarks.annotate(self.session, kept, **words, before=None, now=self.now)

    def plans(self, one: dict[str, Any]) -> None:
        """A topic to come."""
        board_id = self.session.scalars(select(Board.id).where(Board.slug == one["forum"])).one()
        words = Words(raw=one["raw"], language=one["language"])
        plan = Plan(words=words, post_at=self._at(one["after"]), board_id=board_id, title=one["title"])
        plan_post(self.session, person(one["by"]).account_id, plan, now=self.now)

    def _at(self, days: float) -> datetime:
        moment = self.now + timedelta(days=days)
        return moment.replace(minute=0, second=0, microsecond=0)

    def _topic(self, title: str) -> Any:
        return self.session.scalars(select(Topic).where(Topic.title == title)).one()

    def _place(self, title: str) -> Place:
        topic = self._topic(title)
        board = self.session.get_one(Board, topic.board_id)
        return Place(
            topic_id=topic.id,
            slug=topic.slug,
            title=topic.title,
            board_id=board.id,
            board_slug=board.slug,
            board_name=board.name,
            audience=None,
        )

    def _post(self, title: str, number: int) -> Row[Any]:
        found: Row[Any] = self.session.execute(_POST.where(Topic.title == title, Post.number == number)).one()
        return found


def _author(handle: str) -> Author:
    who = person(handle)
    return Author(id=who.account_id, name=who.name, organisation=who.organisation)
