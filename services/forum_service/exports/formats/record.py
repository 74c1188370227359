"""JSON, for programs: everything, by the names of our interface."""

import json
from typing import Any

from forum_service.exports.document import Document, PostPart, TopicPart
from forum_service.posts.rendering import plain_text

FORMAT = "corridor-export/1"


def write_json(document: Document) -> bytes:
    """The document as one object."""
    record = {
        "format": FORMAT,
        "title": document.title,
        "url": document.url,
        "forum": document.forum,
        "exported_at": document.made_at.isoformat(),
        "exported_for": document.made_for,
        "topics": [_topic(topic) for topic in document.topics],
    }
    return json.dumps(record, ensure_ascii=False, indent=1).encode()


def _topic(topic: TopicPart) -> dict[str, Any]:
    return {
        "id": topic.id,
        "title": topic.title,
        "url": topic.url,
        "language": topic.language,
        "created_at": topic.created_at.isoformat(),
        "posts": [_post(post) for post in topic.posts],
    }


def _post(post: PostPart) -> dict[str, Any]:
    return {
        "id": post.id,
        "number": post.number,
        "url": post.url,
        "author": {"name": post.author, "handle": post.handle, "organisation": post.organisation},
        "created_at": post.created_at.isoformat(),
        "edited_at": post.edited_at.isoformat() if post.edited_at else None,
        "language": post.language,
        "reply_to": post.reply_to,
        "markdown": post.raw,
        "html": post.html,
        "paragraphs": [{"number": one.number, "text": plain_text(one.html)} for one in post.paragraphs],
    }
