"""A large world for measuring, loaded by COPY: the pages must not care how many topics there are."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from corridor import clock
from corridor.demo import people
from corridor.service import Progress, Scale
from forum_service.boards.models import Board
from forum_service.lists.scoring import count_scores
from forum_service.posts.rendering import RENDERER
from forum_service.search.documents import BLOCK, DOCUMENT, INDEXER, document_values
from forum_service.seed.corpus import Body, Corpus
from forum_service.seed.plan import Plan, make_plan
from forum_service.sql import statement
from forum_service.urls import slugify

BODIES = 4000
STEP = 50_000
SPREAD = timedelta(days=420)

_DOCUMENT_OF_BODY = text(f"INSERT INTO bodies (id, document) VALUES (:id, {DOCUMENT})")  # noqa: S608
_INDEX_POSTS = statement(
    """
    INSERT INTO post_index (post_id, board_id, document, indexer)
    SELECT p.id, t.board_id, b.document || {block}, :indexer
    FROM posts p JOIN topics t ON t.id = p.topic_id JOIN bodies b ON b.id = p.id % :bodies
    WHERE p.id BETWEEN :first AND :last
    """,
    block=BLOCK.format(post="p.id"),
)
_COUNT_BOARDS = text(
    """
    UPDATE boards b SET topics_count = c.topics, posts_count = c.posts, last_posted_at = c.last_posted_at
    FROM (SELECT board_id, count(*) AS topics, sum(posts_count) AS posts,
                 max(last_posted_at) AS last_posted_at
          FROM topics WHERE NOT hidden GROUP BY board_id) c
    WHERE c.board_id = b.id
    """
)


def seed_at_size(session: Session, scale: Scale, *, progress: Progress) -> None:
    """Add topics and posts up to the scale; without posts given, ten a topic."""
    random = Random(scale.topics)  # noqa: S311  a load, not a secret
    _prepare(session)
    posts = scale.posts or 10 * scale.topics
    plan = make_plan(random, topics=scale.topics, posts=posts, first_topic=_next_id(session, "topics"))
    corpus = Corpus(random)
    bodies = [corpus.body(number) for number in range(BODIES)]
    first_post = _next_id(session, "posts")
    _copy_topics(session, plan, corpus, random, progress=progress)
    _copy_posts(session, plan, bodies, first_post, progress=progress)
    _index(session, bodies, first_post, posts, progress=progress)
    _copy_readers(session, plan, random, progress=progress)
    session.execute(_COUNT_BOARDS)
    count_scores(session, now=clock.now())
    for table in ("topics", "posts", "post_index", "topic_readers"):
        session.execute(text(f"ANALYZE {table}"))
    _advance(session)


def _prepare(session: Session) -> None:
    session.execute(text("SET LOCAL statement_timeout = 0"))
    session.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
    session.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))
    session.execute(text("SET LOCAL synchronous_commit = off"))


def _next_id(session: Session, table: str) -> int:
    return int(session.execute(text(f"SELECT COALESCE(max(id), 0) + 1 FROM {table}")).scalar_one())  # noqa: S608


def _advance(session: Session) -> None:
    """COPY brought its own ids: the sequences go on behind them."""
    for table in ("topics", "posts"):
        last = f"(SELECT max(id) FROM {table})"  # noqa: S608
        session.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})"))


def _copy_topics(session: Session, plan: Plan, corpus: Corpus, random: Random, *, progress: Progress) -> None:
    boards = list(session.scalars(select(Board.id).where(Board.kind == "forum").order_by(Board.id)))
    authors = [person.account_id for person in people() if person.roles]
    now = clock.now()

    def rows() -> Iterable[Sequence[Any]]:
        for index, last in enumerate(plan.last_of_topic):
            language, title = corpus.title()
            faces = random.sample(authors, 3)
            number = plan.counts[index]
            opened = now - SPREAD * (1 - plan.first_of_topic[index] / len(plan.topic_of_post))
            latest = now - SPREAD * (1 - (last + 1) / len(plan.topic_of_post))
            yield (
                *(plan.first_topic + index, boards[index % len(boards)], slugify(title), title, language),
                *(faces[0], opened, latest, faces[-1], number, number, 3, faces),
            )

    columns = (
        "id, board_id, slug, title, language, author_id, created_at, last_posted_at, last_poster_id, "
        "highest_post_number, posts_count, readers_count, participant_ids"
    )
    _copy(session, f"topics ({columns})", rows(), len(plan.counts), "Topics", progress)


def _copy_posts(
    session: Session, plan: Plan, bodies: Sequence[Body], first_post: int, *, progress: Progress
) -> None:
    authors = [person.account_id for person in people() if person.roles]
    now, total = clock.now(), len(plan.topic_of_post)

    def rows() -> Iterable[Sequence[Any]]:
        for index, topic in enumerate(plan.topic_of_post):
            post_id = first_post + index
            body = bodies[post_id % BODIES]
            created = now - SPREAD * (1 - (index + 1) / total)
            yield (
                *(
                    post_id,
                    plan.first_topic + topic,
                    plan.number_of_post[index],
                    authors[index % len(authors)],
                ),
                *(body.language, body.raw, body.html, RENDERER, created),
            )

    columns = "id, topic_id, number, author_id, language, raw, html, renderer, created_at"
    _copy(session, f"posts ({columns})", rows(), total, "Posts", progress)


def _copy(
    session: Session, target: str, rows: Iterable[Sequence[Any]], total: int, label: str, progress: Progress
) -> None:
    driver = session.connection().connection.driver_connection
    with driver.cursor().copy(f"COPY {target} FROM STDIN") as copy:  # type: ignore[union-attr]
        for done, row in enumerate(rows, start=1):
            copy.write_row(row)
            if done % STEP == 0:
                progress(label, done, total)
    progress(label, total, total)


def _index(
    session: Session, bodies: Sequence[Body], first_post: int, posts: int, *, progress: Progress
) -> None:
    """Each body is indexed once, and its document copied: the words are what costs."""
    session.execute(
        text("CREATE TEMPORARY TABLE bodies (id int PRIMARY KEY, document tsvector) ON COMMIT DROP")
    )
    values = [
        {"id": number, **document_values(title="", text=body.raw, language=body.language)}
        for number, body in enumerate(bodies)
    ]
    session.execute(_DOCUMENT_OF_BODY, values)
    session.execute(text("ANALYZE bodies"))
    session.execute(text("DROP INDEX ix_post_index_document"))
    for start in range(first_post, first_post + posts, STEP):
        last = min(start + STEP, first_post + posts) - 1
        span = {"first": start, "last": last, "bodies": BODIES, "indexer": INDEXER}
        session.execute(_INDEX_POSTS, span)
        progress("Search documents", last - first_post + 1, posts)
    session.execute(text("CREATE INDEX ix_post_index_document ON post_index USING gin (document)"))
    progress("Search index", posts, posts)


def _copy_readers(session: Session, plan: Plan, random: Random, *, progress: Progress) -> None:
    accounts = [person.account_id for person in people() if person.roles]
    now = clock.now()

    def rows() -> Iterable[Sequence[Any]]:
        for index, highest in enumerate(plan.counts):
            for account_id in random.sample(accounts, 3):
                behind = random.random() < 0.02
                last = max(0, highest - 2) if behind else highest
                yield account_id, plan.first_topic + index, last, 2, behind, now

    columns = "account_id, topic_id, last_read, level, unread, visited_at"
    _copy(session, f"topic_readers ({columns})", rows(), 3 * len(plan.counts), "Reading positions", progress)
