"""Pages and answers of the composer that belong to no single topic or post."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from corridor.auth import Viewer, access, viewer
from corridor.errors import CorridorError, Invalid
from corridor.web import Form, render, session
from forum_service import limits
from forum_service.composer.composers import Composer, edit_composer, reply_composer, topic_composer
from forum_service.composer.places import find_place
from forum_service.composer.queries import similar_topics
from forum_service.composer.schemas import DraftForm, EditForm, ReplyForm, TopicForm
from forum_service.drafts.rules import check_key
from forum_service.posts.naming import Named, whom_it_names
from forum_service.posts.queries import get_post_for
from forum_service.posts.rendering import Parsed, parse, rendered, to_html
from forum_service.posts.rules import LONGEST
from forum_service.topics.queries import get_topic_for
from forum_service.uploads.queries import files_for

blueprint = Blueprint("composer", __name__, url_prefix="/forum")

_SCHEMAS = {"new": TopicForm, "reply": ReplyForm, "edit": EditForm}


@blueprint.post("/preview")
@access.member
@limits.previews
def preview() -> Response:
    """The composer again with the text as it will look: for who has no script."""
    composer = composer_as_typed(session(), viewer())
    try:
        composer.preview = _preview(str(composer.form.value("raw")))
    except Invalid as error:
        return show_composer(composer, error)
    if composer.opens_topic:
        composer.similar = similar_topics(session(), str(composer.form.value("title")), viewer=viewer())
    return render("composer/page.html", composer=composer)


@blueprint.post("/preview/fragment")
@access.member
@limits.previews
def preview_fragment() -> Response:
    """Only the text as it will look: for the live preview."""
    try:
        return render("composer/_preview.html", preview=_preview(request.form.get("raw", "")))
    except Invalid as error:
        return render("composer/_preview.html", 422, preview=str(error.message))


def composer_as_typed(work: Session, who: Viewer) -> Composer:
    """The composer that a form came from, with what was typed in it."""
    key = check_key(request.form.get("_draft_key", ""))
    kind, _slash, number = key.partition("/")
    form = Form(DraftForm)
    form.load(request.form)
    form.schema = _SCHEMAS[kind]()
    if kind == "new":
        composer = topic_composer(work, who, form=form)
    elif kind == "reply":
        composer = reply_composer(get_topic_for(work, int(number), viewer=who), form=form)
    else:
        composer = edit_composer(work, who, get_post_for(work, int(number), viewer=who), form=form)
    composer.draft_version = typed_version()
    return composer


def refuse_unattached(form: Form) -> None:
    """A file that was chosen, but not attached, would be lost unseen: say so before anything is posted."""
    chosen = request.form.get("_file", "")
    if chosen:
        message = _('%(name)s is not attached yet: choose it again and press "Attach".', name=chosen)
        form.fail("file", message)


def typed_version() -> int:
    """The version of the draft that the form was filled from."""
    return typed_number(request.form.get("_draft_version", "0"))


def typed_number(typed: object) -> int:
    """A number as it came from a form or a draft; 0 for what is none."""
    digits = str(typed)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0


def show_composer(composer: Composer, error: CorridorError) -> Response:
    """The composer with what was typed and what is wrong with it: nothing is lost."""
    found = error.errors if isinstance(error, Invalid) and error.errors else {"_form": [error.message]}
    for field, messages in found.items():
        for message in messages:
            composer.form.fail(field, message)
    return render("composer/page.html", error.status, composer=composer)


def _preview(raw: str) -> Markup:
    if len(raw) > LONGEST:
        message = _("A post may have at most %(count)s characters.", count=LONGEST)
        raise Invalid(message, errors={"raw": [message]})
    parsed = parse(raw)
    files = files_for(session(), parsed.files, account_id=viewer().id)
    named = _named(parsed)
    return rendered(to_html(parsed, people=named.people, groups=named.groups, files=files))


def _named(parsed: Parsed) -> Named:
    """Those whom the text will name: a handle that stays plain tells nobody."""
    key = request.form.get("_draft_key", "")
    if not parsed.handles or not key:
        return Named()
    place = find_place(session(), viewer(), key=key, forum=request.form.get("forum", ""))
    return whom_it_names(session(), place, parsed, by=viewer().id) if place else Named()
