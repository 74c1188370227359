"""Keeping what was attached, under the rules of all files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import structlog
from flask_babel import gettext as _
from sqlalchemy.orm import Session, sessionmaker

from corridor.db import transaction
from corridor.errors import CorridorError
from forum_service.by_mail.fetching import Gone, Unreachable, fetch
from forum_service.by_mail.rules import MOST_FILES
from forum_service.uploads.actions import keep_taken, take_in
from forum_service.uploads.rules import markdown_of
from forum_service.uploads.storage import FileStore

log = structlog.get_logger("forum.by_mail")


@dataclass(kw_only=True)
class Files:
    """What became of the files of a mail."""

    # Content-ID (or "") and Markdown of those that were kept.
    links: list[tuple[str, str]] = field(default_factory=list)
    # `name` and `reason` of the others.
    refused: list[dict[str, str]] = field(default_factory=list)


def keep_files(
    sessions: sessionmaker[Session],
    settings: Any,
    files: Sequence[Mapping[str, Any]],
    *,
    owner_id: UUID,
    last_try: bool,
) -> Files:
    """Fetch and keep them, each in a transaction of its own: to do it once more makes no second copy.

    Raises Unreachable where trying again will help; on the `last_try` such files are left out.
    """
    found = Files()
    for file in files[:MOST_FILES]:
        name = str(file.get("name") or "file")
        try:
            link = _keep(sessions, settings, file, name, owner_id=owner_id)
            found.links.append((str(file.get("content_id") or ""), link))
        except Unreachable as error:
            if not last_try:
                raise
            log.warning("file_not_fetched", url=file.get("url"), error=str(error))
            found.refused.append({"name": name, "reason": _("This file could not be fetched.")})
        except Gone:
            found.refused.append({"name": name, "reason": _("This file is no longer there.")})
        except CorridorError as error:
            found.refused.append({"name": name, "reason": str(error.message)})
        except Exception:
            if not last_try:
                raise
            log.exception("file_not_kept", url=file.get("url"))
            found.refused.append({"name": name, "reason": _("This file could not be read.")})
    for file in files[MOST_FILES:]:
        reason = _("A mail may bring at most %(most)s files.", most=MOST_FILES)
        found.refused.append({"name": str(file.get("name") or "file"), "reason": reason})
    return found


def _keep(
    sessions: sessionmaker[Session], settings: Any, file: Mapping[str, Any], name: str, *, owner_id: UUID
) -> str:
    store = FileStore(settings.var / "files")
    with (
        fetch(str(file.get("url") or ""), settings) as stream,
        take_in(store, settings, filename=name, stream=stream) as taken,
        transaction(sessions) as session,
    ):
        upload = keep_taken(session, taken, owner_id=owner_id)
        return markdown_of(upload.id, upload.name, upload.media_type)
