"""Notifications and their files as answers."""

from urllib.parse import quote

from flask import Response, request

from corridor import clock
from corridor.web import Form, render, session
from corridor.web.frame import frame
from corridor.web.i18n import LANGUAGES, current_language
from notify_service.bulletins import labels, queries, rules
from notify_service.bulletins.letters import files_for, text_for
from notify_service.bulletins.models import Bulletin, File, Recipient
from notify_service.bulletins.schemas import NoteForm
from notify_service.bulletins.tokens import recipient_path
from notify_service.bulletins.writing import shown

_LOCKED = "default-src 'none'; sandbox"


def show_bulletin(
    bulletin: Bulletin, recipient: Recipient | None = None, *, form: Form | None = None, status: int = 200
) -> Response:
    """The page of a notification, with what this reader can do when it was addressed to them."""
    mine = [recipient.language] if recipient is not None else []
    text = text_for(bulletin, [request.args.get("language", ""), current_language().code, *mine])
    today = clock.now().date()
    own = recipient_path(frame().settings, bulletin.number or "", recipient.id) if recipient else ""
    return render(
        "bulletins/show.html",
        status,
        bulletin=bulletin,
        text=text,
        document={"html": shown(text.html), "direction": LANGUAGES[text.language].direction},
        others=[other for other in bulletin.texts if other.language != text.language],
        files=files_for(bulletin.files, text.language),
        printed=queries.languages_with_pdf(session(), bulletin),
        days_left=rules.days_left(today, bulletin.action_by),
        recipient=recipient,
        capacities=[labels.capacity(held) for held in recipient.capacities] if recipient else [],
        own_url=own,
        form=form or Form(NoteForm),
        preview=False,
        **labels.names(),
    )


def as_file(file: File) -> Response:
    """A file of ours: sent to be kept, never shown by the browser as a page of ours."""
    answer = Response(file.data, mimetype=file.media_type)
    plain = file.name.encode("ascii", "replace").decode().replace("?", "_")
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}"
    )
    return _kept(answer)


def as_pdf(data: bytes, name: str) -> Response:
    """A PDF that we made, to be read in the browser."""
    answer = Response(data, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return _kept(answer)


def _kept(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = _LOCKED
    # What was published does not change, but for a note that it was withdrawn.
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer
