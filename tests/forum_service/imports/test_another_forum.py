"""Another forum is read through its interface: here our own, which speaks it."""

from typing import Any

import pytest
from sqlalchemy import select

from corridor.errors import Invalid, Unavailable
from corridor.testing import ALICE, BOB, DATABASES, SECRETARY
from forum_service.imports.discourse import import_discourse
from forum_service.imports.remote import Remote
from forum_service.members.models import Member
from forum_service.posts.models import Post
from forum_service.service import SERVICE
from forum_service.topics.models import Topic
from tests.forum_service.discourse.clients import VERSIONS

newer = pytest.mark.parametrize("version", VERSIONS[:1], indirect=True)


@pytest.fixture
def bring(site, key_of) -> Any:
    """Bring the topics of a category of the other forum into ours."""

    def bring_(category: int, **options: Any) -> Any:
        remote = Remote(url=site, key=key_of(SECRETARY), user="secretary", private=True, **options)
        with DATABASES.sessions(SERVICE)() as work:
            asked = {"forum": "cooperation", "category": category}
            return import_discourse(work, remote, **asked, report=lambda *_: None)

    return bring_


@newer
def test_topics_come_with_posts_authors_and_files(bring, speak, session, tmp_path) -> None:
    alice, bob = speak(ALICE), speak(BOB)
    board = next(one["id"] for one in alice.categories() if one["slug"] == "knowledge")
    file = tmp_path / "notes.txt"
    file.write_text("Some notes of the meeting.")
    with file.open("rb") as stream:
        kept = alice._post("/uploads.json", files={"file": stream}, type="composer")
    words = f"Who has tried *barcoding*? See [the notes]({kept['url']})."
    opened = alice.create_post(words, category_id=board, title="Barcoding for all")
    bob.create_post("We have.", topic_id=opened["topic_id"], reply_to_post_number=1)

    brought = bring(board)

    assert (brought.topics, brought.posts) == (1, 2)
    topic = session.scalars(select(Topic).where(Topic.id != opened["topic_id"])).one()
    posts = session.scalars(select(Post).where(Post.topic_id == topic.id).order_by(Post.number)).all()
    assert topic.title == "Barcoding for all"
    names = {one.account_id: one.handle for one in session.scalars(select(Member))}
    assert [(names[post.author_id], post.reply_to) for post in posts] == [("alice", None), ("bob", 1)]
    assert "[the notes.txt](/forum/files/" in posts[0].raw
    assert posts[0].created_at.replace(microsecond=0).isoformat()[:19] == opened["created_at"][:19]
    again = bring(board)
    assert (again.topics, again.posts, again.known) == (0, 0, 2)


@newer
def test_a_key_that_reads_nothing_is_said(bring, site, speak) -> None:
    speak(ALICE)
    remote = Remote(url=site, key="wrong", user="x", private=True)

    with DATABASES.sessions(SERVICE)() as work, pytest.raises(Unavailable):
        import_discourse(work, remote, forum="cooperation", category=None, report=lambda *_: None)


def test_our_own_network_is_out_of_reach() -> None:
    with pytest.raises(Invalid):
        Remote(url="http://127.0.0.1:1/").check()
