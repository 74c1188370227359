"""A post is mailed to nobody twice, though two events may tell of it: an edit may name somebody later."""

from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from notify_service.inbox.models import Item, Notice
from notify_service.preferences import rules

# News that are a post.
POSTS = ("topic_opened", "reply_posted", "message_received", "mention_added")


def tell_once(session: Session, items: list[dict[str, Any]]) -> None:
    """Let new items of a post go by mail only to whom none brought it, in place of what still waits."""
    for earlier in _earlier(session, items):
        new = next(item for item in items if item["account_id"] == earlier.account_id)
        is_on_its_way = earlier.mail_id is not None or earlier.digest_id is not None
        if is_on_its_way or new["channel"] != rules.MAIL:
            new["channel"] = rules.SITE
        else:
            _keep_on_site(session, earlier.id)


def _earlier(session: Session, items: list[dict[str, Any]]) -> list[Item]:
    """The items in which the same people were told of the same post before, and by more than the site."""
    first = items[0]
    same = (Item.group_key == first["group_key"]) & (Item.position == first["position"])
    other = (Item.event_id != first["event_id"]) & Item.channel.in_((rules.MAIL, rules.DIGEST))
    theirs = Item.account_id.in_([item["account_id"] for item in items])
    query = select(Item).join(Notice, Notice.event_id == Item.event_id)
    return list(session.scalars(query.where(theirs, same, other, Notice.what.in_(POSTS))))


def _keep_on_site(session: Session, item_id: UUID) -> None:
    kept = update(Item).where(Item.id == item_id).values(channel=rules.SITE)
    session.execute(kept.execution_options(synchronize_session=False))
