"""What a composer shows: where the text goes, what is in the form, which draft it continues."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import Row
from sqlalchemy.orm import Session

from corridor.auth import Viewer
from corridor.web import Form
from forum_service.boards.labels import board_name, forum_crumb
from forum_service.boards.queries import list_boards
from forum_service.composer.quoting import quotation
from forum_service.composer.schemas import DETECT, EditForm, ReplyForm, TopicForm
from forum_service.drafts.models import Draft
from forum_service.drafts.queries import find_draft
from forum_service.urls import post_url, topic_url


@dataclass(kw_only=True)
class Composer:
    """One composer on a page."""

    key: str
    action: str
    heading: str
    button: str
    form: Form
    crumbs: list[tuple[str, str]]
    back: str
    forums: Sequence[tuple[str, str]] = ()
    parent: Row[Any] | None = None
    draft_version: int = 0
    draft_saved_at: Any = None
    preview: Markup | None = None
    # Topics with a title like the one typed.
    similar: Sequence[Row[Any]] = ()

    @property
    def opens_topic(self) -> bool:
        return self.key == "new"

    @property
    def edits_post(self) -> bool:
        return self.key.startswith("edit/")


def topic_composer(
    session: Session, viewer: Viewer, *, form: Form | None = None, forum: str = ""
) -> Composer:
    """For a new topic, continuing the draft if there is one."""
    boards = [board for board in list_boards(session, viewer=viewer) if board.may_open]
    composer = Composer(
        key="new",
        action="/forum/topics",
        heading=_("New topic"),
        button=_("Open the topic"),
        form=form or Form(TopicForm, initial={"forum": forum, "language": DETECT}),
        crumbs=[(_("Forums"), "/forum"), (_("New topic"), "")],
        back="/forum",
        forums=[
            ("", _("Choose a forum")),
            *((board.slug, board_name(board.slug, board.name)) for board in boards),
        ],
    )
    return (
        composer
        if form
        else _continue(composer, _draft(session, viewer, "new"), keep=("forum",) if forum else ())
    )


def reply_composer(
    topic: Row[Any],
    *,
    form: Form | None = None,
    parent: Row[Any] | None = None,
    quoted: Row[Any] | None = None,
) -> Composer:
    """For a reply to a topic; the topic's row brings the draft along."""
    initial = {
        "reply_to": parent.number if parent else "",
        "language": DETECT,
        "raw": quotation(quoted) if quoted else "",
    }
    composer = Composer(
        key=f"reply/{topic.id}",
        action=f"/forum/t/{topic.id}/replies",
        heading=_("Reply"),
        button=_("Post the reply"),
        form=form or Form(ReplyForm, initial=initial),
        crumbs=[(_("Forums"), "/forum"), forum_crumb(topic), (topic.title, topic_url(topic.id, topic.slug))],
        back=topic_url(topic.id, topic.slug),
        parent=parent,
    )
    if topic.draft_version is None:
        return composer
    composer.draft_version, composer.draft_saved_at = topic.draft_version, topic.draft_saved_at
    if form is None:
        kept = topic.draft_raw + ("\n\n" + initial["raw"] if initial["raw"] else "")
        composer.form.values |= {**topic.draft_fields, "raw": kept}
        if parent is not None:
            composer.form.values["reply_to"] = parent.number
    return composer


def edit_composer(session: Session, viewer: Viewer, post: Row[Any], *, form: Form | None = None) -> Composer:
    """For a change of a post."""
    key = f"edit/{post.id}"
    initial = {"language": post.language, "raw": post.raw, "version": post.version, "reason": ""}
    composer = Composer(
        key=key,
        action=f"/forum/posts/{post.id}",
        heading=_("Edit post %(number)s", number=post.number),
        button=_("Save the changes"),
        form=form or Form(EditForm, initial=initial),
        crumbs=[
            (_("Forums"), "/forum"),
            forum_crumb(post),
            (post.title, topic_url(post.topic_id, post.slug)),
        ],
        back=post_url(post.topic_id, post.slug, post.number),
    )
    return composer if form else _continue(composer, _draft(session, viewer, key))


def _draft(session: Session, viewer: Viewer, key: str) -> Draft | None:
    return find_draft(session, viewer.id, key) if viewer.id else None


def _continue(composer: Composer, draft: Draft | None, *, keep: Sequence[str] = ()) -> Composer:
    if draft is not None:
        composer.draft_version, composer.draft_saved_at = draft.version, draft.saved_at
        values = {name: value for name, value in draft.fields.items() if name not in keep}
        composer.form.values |= {**values, "raw": draft.raw}
    return composer
