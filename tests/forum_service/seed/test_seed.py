"""The demo world."""

from sqlalchemy import func, select

from corridor.db import transaction
from corridor.service import Scale
from corridor.testing import DATABASES, settings_for
from forum_service.boards.models import Board
from forum_service.lists.models import TopicScore
from forum_service.posts.models import Post
from forum_service.seed import seed
from forum_service.service import SERVICE
from forum_service.topics.models import Topic
from forum_service.uploads.models import UploadRef


def _seed(scale=None):
    with transaction(DATABASES.sessions(SERVICE)) as session:
        seed(session, settings_for(SERVICE), scale=scale or Scale(), progress=lambda *_: None)


def test_the_demo_world_is_of_six_languages_and_loads_once(session):
    _seed()
    _seed()

    assert session.scalar(select(func.count(Topic.id))) >= 36
    assert set(session.scalars(select(Topic.language).distinct())) == {"ar", "zh", "en", "fr", "ru", "es"}
    assert session.scalar(select(func.count(Post.id))) >= 200
    assert session.scalar(select(func.count()).select_from(UploadRef)) == 4


def test_the_demo_world_has_tags_a_sub_forum_and_lively_topics(session):
    _seed()

    tagged = session.scalar(select(func.count(Topic.id)).where(func.cardinality(Topic.tags) > 0))
    assert tagged >= 25
    assert session.scalar(select(Board.parent_id).where(Board.slug == "centres-of-the-pacific"))
    assert session.scalar(select(func.count()).select_from(TopicScore)) > 0
    assert session.scalar(select(func.count(Topic.id)).where(Topic.pinned_globally)) == 1


def test_a_large_world_is_loaded_beside_it(session):
    _seed(Scale(topics=300, posts=2000))

    assert session.scalar(select(func.count(Topic.id))) >= 336
    counts = select(func.sum(Topic.posts_count)).select_from(Topic)
    assert session.scalar(counts) == session.scalar(select(func.count(Post.id)))
