"""The record in words."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

# What was done, for the filter; the sentence says it of one thing.
ACTS = {
    "topic_closed": _l("closed a topic"),
    "topic_reopened": _l("reopened a topic"),
    "topic_deleted": _l("took a topic away"),
    "topic_moved": _l("moved a topic to another forum"),
    "topic_renamed": _l("gave a topic another title"),
    "post_hidden": _l("took a post down"),
    "post_shown": _l("put a post back"),
    "post_edited": _l("changed somebody's post"),
    "posts_split": _l("made a topic of some posts"),
    "posts_moved": _l("moved posts to another topic"),
    "flags_settled": _l("settled flags"),
    "post_approved": _l("let a post appear"),
    "post_refused": _l("refused a post"),
    "member_silenced": _l("silenced a member"),
    "member_suspended": _l("suspended a member"),
    "approval_imposed": _l("put a member's posts under approval"),
    "sanction_lifted": _l("lifted a measure"),
    "rights_changed": _l("changed the rights of a forum"),
    "file_deleted": _l("deleted a member's file"),
    "topic_pinned": _l("pinned a topic in its forum"),
    "topic_pinned_everywhere": _l("pinned a topic everywhere"),
    "topic_unpinned": _l("took a topic from the top"),
    "topic_archived": _l("archived a topic"),
    "topic_unarchived": _l("took a topic out of the archive"),
    "topic_unlisted": _l("took a topic off the lists"),
    "topic_listed": _l("put a topic on the lists again"),
    "topic_shown_in_second_forum": _l("showed a topic in a second forum"),
    "topic_shown_in_own_forum_only": _l("showed a topic in its own forum only"),
    "post_shared": _l("let everybody edit a post"),
    "post_unshared": _l("let a post be edited by its author alone"),
    "tag_renamed": _l("renamed a tag"),
    "tag_removed": _l("removed a tag"),
    "board_opened": _l("opened a forum"),
    "board_arranged": _l("changed a forum"),
    "board_removed": _l("removed a forum"),
    "undone": _l("took something back"),
}


def act_name(act: str) -> str:
    """What was done, in a few words; an act without words of its own is shown as it is written."""
    return str(ACTS.get(act, act.replace("_", " ")))


def act_sentence(act: Any) -> str:
    """What was done, to what."""
    details: dict[str, Any] = act.details
    if act.act == "undone":
        return str(_("took back: %(what)s", what=act_name(details.get("what", ""))))
    title = details.get("title") or details.get("name") or ""
    number = details.get("number")
    if number:
        return str(_("%(what)s: %(title)s, #%(number)s", what=act_name(act.act), title=title, number=number))
    return str(_("%(what)s: %(title)s", what=act_name(act.act), title=title)) if title else act_name(act.act)


DECISIONS: dict[str, Callable[[], str]] = {
    "hide": lambda: _("The post was taken down."),
    "agreed": lambda: _("The flags were right."),
    "noted": lambda: _("The moderators took note."),
    "disagreed": lambda: _("There is no fault in the post."),
}


def act_reason(act: Any) -> str:
    """Why, as far as it was said."""
    decision = DECISIONS.get(act.details.get("decision", ""))
    parts = [decision() if decision else "", str(act.details.get("reason") or "")]
    return " ".join(part for part in parts if part)
