"""Tags, a forum of news, a sub-forum and topics in their states, from seed/arranging.json."""

import json
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.orm import Session

from corridor.auth.roles import STAFF
from corridor.demo import Person, people
from corridor.terms import all_terms, same_words, terms_in
from forum_service.boards.models import Board, BoardKind
from forum_service.boards.rules import ANY_ROLE
from forum_service.lists.scoring import count_scores
from forum_service.posts.actions import write_post
from forum_service.posts.models import Post
from forum_service.posts.place import Author, Words
from forum_service.search.saving import keep_search
from forum_service.tags.actions import tag_topic
from forum_service.tags.grouping import arrange_group
from forum_service.tags.rules import as_slug
from forum_service.topics.actions import place_topic
from forum_service.topics.models import Topic

_WORD = re.compile(r"\w[\w-]*")
TAGS = 4


def seed_arrangement(session: Session, *, now: datetime, origin: str) -> None:
    """Put the demo world in order, once."""
    plan = json.loads(files("forum_service").joinpath("seed/arranging.json").read_text(encoding="utf-8"))
    by_handle = {person.handle: person for person in people()}
    for group in plan["groups"]:
        arrange_group(session, None, group)
    _tag_by_terms(session)
    for board in plan["boards"]:
        _open_board(session, board)
    for topic in plan["topics"]:
        _open_topic(session, topic, by_handle[topic["author"]], now=now, origin=origin)
    for title, state in plan["states"].items():
        session.execute(update(Topic).where(Topic.title == title).values(**state))
    for search in plan["searches"]:
        account_id = by_handle[search["account"]].account_id
        keep_search(session, account_id, name=search["name"], query=search["query"], alert=True, now=now)
    count_scores(session, now=now)


def _tag_by_terms(session: Session) -> None:
    """The terms that stand in the title or the first post: what a member would have typed."""
    rows = session.execute(
        select(Topic.id, Topic.title, Topic.language, Post.raw)
        .join(Post, (Post.topic_id == Topic.id) & (Post.number == 1))
        .where(Topic.audience.is_(None))
    )
    for row in rows.all():
        slugs = list(dict.fromkeys(_terms(f"{row.title}\n{row.raw}", language=row.language)))[:TAGS]
        tag_topic(session, row.id, slugs, staff=True)


def _terms(text: str, *, language: str) -> Iterable[str]:
    if language == "zh":
        found = [term for term in all_terms().values() if any(w in text for w in same_words(term, "zh"))]
    else:
        found = [term for _start, _end, term in terms_in(_WORD.findall(text))]
    return [as_slug(term.name("en")) for term in found]


def _open_board(session: Session, board: dict[str, Any]) -> None:
    parent = select(Board.id).where(Board.slug == board["parent"]).scalar_subquery()
    position = select(func.max(Board.position) + 1).scalar_subquery()
    staff = sorted(STAFF)
    session.execute(
        insert(Board).values(
            slug=board["slug"],
            name=board["name"],
            description=board["description"],
            colour=board["colour"],
            kind=BoardKind.FORUM,
            parent_id=parent,
            position=position,
            read_roles=[ANY_ROLE],
            create_roles=staff if board["news"] else [ANY_ROLE],
            reply_roles=staff if board["news"] else [ANY_ROLE],
        )
    )


def _open_topic(
    session: Session, topic: dict[str, Any], author: Person, *, now: datetime, origin: str
) -> None:
    board: Row[Any] = session.execute(select(Board.__table__).where(Board.slug == topic["forum"])).one()
    who = Author(id=author.account_id, name=author.name, organisation=author.organisation)
    moment = now - timedelta(days=topic["days_ago"])
    place = place_topic(session, board, who, title=topic["title"], language="en", now=moment)
    tag_topic(session, place.topic_id, topic["tags"], staff=True)
    words = Words(raw=topic["raw"], language="en")
    write_post(session, place, who, words, now=moment, origin=origin, tell=False)
