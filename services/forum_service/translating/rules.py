"""Who may translate a post and who may change a translation."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _

from corridor.errors import Conflict, Forbidden, Invalid
from forum_service.language import LANGUAGES


def languages_for(language: str) -> list[str]:
    """Into which languages a post may be translated."""
    return [code for code in LANGUAGES if code != language]


def check_language(language: str, *, original: str) -> None:
    """Raises Invalid where there is nothing to translate."""
    if language not in languages_for(original):
        message = _("The post is written in this language, or it is none of the six.")
        raise Invalid(message, errors={"language": [message]})


def may_change(
    account_id: UUID | None, *, translated_by: UUID, machine: str, author_id: UUID, moderator: bool
) -> bool:
    """Who translated, the author of the post and moderators; what a machine made anybody may better."""
    return bool(machine) or moderator or account_id in (translated_by, author_id)


def check_change(account_id: UUID | None, **known: object) -> None:
    """Raises Forbidden for a translation that is somebody else's."""
    if not may_change(account_id, **known):  # type: ignore[arg-type]
        raise Forbidden(_("Only who translated a post, its author and moderators change a translation."))


def check_absent(known: Sequence[str], language: str) -> None:
    """Raises Conflict where a person has translated already: a machine does not better that."""
    if language in known:
        raise translated_already()


def translated_already() -> Conflict:
    """Why a machine is not asked, or its answer not taken."""
    return Conflict(_("There is a translation into this language already."))


def check_may_leave(*, private: bool) -> None:
    """Raises Forbidden for what only some read: the machine is none of them."""
    if private:
        raise Forbidden(_("What is written in private is not given to a machine outside of the house."))


def is_outdated(translated_at: datetime, *, edited_at: datetime | None) -> bool:
    """Whether the post was edited after it was translated."""
    return edited_at is not None and edited_at > translated_at
