"""An edit, a feed key and an export in the demo world, so that their pages show something."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from corridor.demo import person
from forum_service.exports.document import Speech
from forum_service.exports.running import KIND, params_of
from forum_service.feeds.models import FeedToken
from forum_service.feeds.rules import digest_of, new_token
from forum_service.jobs.actions import start_job
from forum_service.posts.models import Post, PostRevision
from forum_service.posts.rendering import parse, to_html

READER = "helen.marsh"
# What one post said before its author counted again.
_NOW, _BEFORE = "**140,000 insect specimens**, about a third", "about **120,000 insect specimens**, a half"
_WORDS = {
    "forum": "Forum on Knowledge Management",
    "contents": "Contents",
    "former": "A former member",
    "in_reply_to": "in reply to #{number}",
    "note": "Taken from Corridor for Helen Marsh. Cite a paragraph by its number, such as 12.3.",
}


def seed_record(session: Session, *, now: datetime, origin: str) -> None:
    """The worker makes the file of the export when it starts."""
    _edit(session)
    reader = person(READER)
    token = FeedToken(
        account_id=reader.account_id,
        digest=digest_of(new_token()),
        label="Thunderbird at the office",
        created_at=now - timedelta(days=40),
        used_at=now - timedelta(hours=5),
    )
    session.add(token)
    speech = Speech(language="en", zone=reader.time_zone, words=_WORDS)
    params = params_of("board", "knowledge", "epub", speech, origin=origin)
    title = "Forum on Knowledge Management as EPUB"
    start_job(session, kind=KIND, account_id=reader.account_id, params=params, title=title, now=now)


def _edit(session: Session) -> None:
    post = session.scalars(select(Post).where(Post.raw.contains(_NOW)).limit(1)).one_or_none()
    if post is None:
        return
    raw, moment = post.raw.replace(_NOW, _BEFORE), post.created_at + timedelta(hours=2)
    before = PostRevision(
        post_id=post.id,
        number=1,
        raw=raw,
        html=to_html(parse(raw), people={}),
        language=post.language,
        replaced_by=post.author_id,
        replaced_at=moment,
        reason="Counted again with the new inventory",
    )
    session.add(before)
    session.execute(update(Post).where(Post.id == post.id).values(edits=1, edited_at=moment))
