"""Saving drafts and finding them again."""

from flask import Blueprint, Response, jsonify, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import Invalid
from corridor.web import form_from, notice, render, see_other, session, transaction
from corridor.web.inputs import is_json_request
from forum_service import limits
from forum_service.composer.composers import Composer
from forum_service.composer.schemas import DraftForm
from forum_service.composer.views import composer_as_typed, typed_version
from forum_service.drafts.actions import DraftConflict, discard_draft, save_draft
from forum_service.drafts.queries import list_drafts
from forum_service.drafts.rules import check_key
from forum_service.posts.place import Author

blueprint = Blueprint("drafts", __name__, url_prefix="/forum/drafts")


@blueprint.get("")
@access.member
def index() -> Response:
    """The viewer's drafts."""
    return render("drafts/index.html", drafts=list_drafts(session(), viewer=viewer()))


@blueprint.post("")
@access.member
@limits.drafts
def save() -> AnyResponse:
    """Save what was typed; a script gets the new version, a browser goes to the page of drafts."""
    try:
        version = _save()
    except DraftConflict as conflict:
        return _show_both(conflict)
    if is_json_request(request):
        return jsonify(version=version, saved_at=clock.now().isoformat())
    notice(_("The draft is kept."))
    return see_other("/forum/drafts")


def _save() -> int:
    form = form_from(DraftForm)
    if form.data is None:
        raise Invalid(_("This draft cannot be kept as it is."), errors=form.errors)
    fields = {name: str(value) for name, value in form.data.items() if name != "raw" and value}
    key, raw = request.form.get("_draft_key", ""), form.data["raw"]
    with transaction() as work:
        account_id = Author.of(viewer()).id
        return save_draft(
            work, account_id, key, version=typed_version(), raw=raw, fields=fields, now=clock.now()
        )


def _show_both(conflict: DraftConflict) -> AnyResponse:
    kept = conflict.kept
    if is_json_request(request):
        body = {"version": kept.version if kept else 0, "raw": kept.raw if kept else ""}
        return jsonify(code=conflict.code, detail=str(conflict.message), **body), 409  # type: ignore[return-value]
    composer: Composer = composer_as_typed(session(), viewer())
    composer.draft_version = kept.version if kept else 0
    return render("drafts/conflict.html", 409, composer=composer, kept=kept)


@blueprint.post("/discarding")
@access.member
def discard() -> AnyResponse:
    """Throw a draft away."""
    key = check_key(request.form.get("_draft_key", ""))
    with transaction() as work:
        discard_draft(work, Author.of(viewer()).id, key)
    return see_other("/forum/drafts")
