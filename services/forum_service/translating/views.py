"""Translations of a post: reading them beside the original, writing them."""

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from marshmallow import Schema, fields, validate
from sqlalchemy import Row
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.errors import CorridorError, NotFound
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from corridor.web.frame import frame
from corridor.web.i18n import current_language
from corridor.web.templating import language_name
from forum_service import limits
from forum_service.boards.rules import moderates
from forum_service.language import LANGUAGES
from forum_service.posts.place import Author
from forum_service.posts.queries import get_post_for
from forum_service.posts.rules import LONGEST
from forum_service.refusals import show_refusal
from forum_service.sanctions.speaking import check_appears_at_once
from forum_service.translating import actions, rules
from forum_service.translating.machine import ask_machine
from forum_service.translating.queries import find_translation, read_translation, translations_of
from forum_service.translating.urls import translations_url
from forum_service.urls import post_url

blueprint = Blueprint("translating", __name__, url_prefix="/forum/posts/<int:post_id>")
for helper in (translations_url, rules.is_outdated, read_translation):
    blueprint.add_app_template_global(helper, helper.__name__)


class TranslationForm(Schema):
    """A text in another language."""

    language = fields.String(required=True, validate=validate.OneOf(LANGUAGES))
    raw = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST))


class LanguageForm(Schema):
    """What the same form says to a machine: it needs the language alone."""

    language = fields.String(required=True, validate=validate.OneOf(LANGUAGES))
    raw = fields.String(load_default="", validate=validate.Length(max=LONGEST))


@blueprint.get("/original")
@access.member
def original(post_id: int) -> Response:
    """The post in its own language; on a topic's page it takes the place of the translation."""
    post = get_post_for(session(), post_id, viewer=viewer())
    return render("translating/original.html", post=post)


@blueprint.get("/translation/<language>")
@access.member
def show(post_id: int, language: str) -> Response:
    """The post in one other language, by itself."""
    post = get_post_for(session(), post_id, viewer=viewer())
    found = find_translation(session(), post.id, language)
    if found is None:
        raise NotFound(_("There is no translation into this language."))
    return render("translating/translation.html", post=post, translation=found)


@blueprint.get("/translations")
@access.member
def index(post_id: int) -> Response:
    """The original and all its translations."""
    post = get_post_for(session(), post_id, viewer=viewer())
    found = [(one, _may_change(post, one)) for one in translations_of(session(), post.id)]
    return render("translating/index.html", post=post, translations=found)


@blueprint.get("/translations/new")
@access.member
def compose(post_id: int) -> Response:
    """The form of a translation; ?language= continues the one into that language."""
    post = get_post_for(session(), post_id, viewer=viewer())
    language = request.args.get("language", "")
    known = find_translation(session(), post.id, language)
    if known is not None and not _may_change(post, known):
        known = None
    default = language if language in LANGUAGES else current_language().code
    form = Form(TranslationForm, initial={"language": default, "raw": known.raw if known else ""})
    return _composer(post, form)


@blueprint.post("/translations")
@access.member
@limits.posts
@idempotent
def translate(post_id: int) -> AnyResponse:
    """Add or better a translation."""
    post, form = get_post_for(session(), post_id, viewer=viewer()), form_from(TranslationForm)
    status = 422
    try:
        if form.data is not None:
            _translate(post, **form.data)
            notice(_("The translation is shown to readers of that language."))
            return see_other(translations_url(post.id))
    except CorridorError as error:
        status = show_refusal(form, error)
    return _composer(post, form, status)


def _translate(post: Row[Any], *, language: str, raw: str) -> None:
    check_appears_at_once(session(), viewer(), post.board_id, private=post.private)
    known = find_translation(session(), post.id, language)
    if known is not None:
        rules.check_change(viewer().id, **_known(post, known))
    with transaction() as work:
        text = actions.Text(language=language, raw=raw)
        actions.translate(work, post, Author.of(viewer()), text, now=clock.now(), origin=_origin())


@blueprint.post("/translations/machine")
@access.member
@limits.posts
def translate_by_machine(post_id: int) -> AnyResponse:
    """Let the machine translate, where the house has one."""
    post, form = get_post_for(session(), post_id, viewer=viewer()), form_from(LanguageForm)
    settings: Any = frame().settings
    if not settings.translator_url:
        raise NotFound(_("There is no translating machine here."))
    if form.data is None:
        return _composer(post, Form(TranslationForm, initial=form.values), 422)
    language = form.data["language"]
    check_appears_at_once(session(), viewer(), post.board_id, private=post.private)
    rules.check_may_leave(private=post.private)
    rules.check_language(language, original=post.language)
    rules.check_absent([one.language for one in translations_of(session(), post.id)], language)
    raw = ask_machine(settings, post.raw, source=post.language, target=language)
    with transaction() as work:
        text = actions.Text(language=language, raw=raw, machine=settings.translator_name)
        actions.translate(work, post, Author.of(viewer()), text, now=clock.now(), origin=_origin())
    return see_other(translations_url(post.id))


@blueprint.post("/translations/<language>/removal")
@access.member
def remove(post_id: int, language: str) -> AnyResponse:
    """Take a translation away."""
    post = get_post_for(session(), post_id, viewer=viewer())
    known = find_translation(session(), post.id, language)
    if known is None:
        raise NotFound(_("There is no translation into this language."))
    rules.check_change(viewer().id, **{**_known(post, known), "machine": ""})
    with transaction() as work:
        actions.remove_translation(work, post, language, origin=_origin())
    notice(_("The translation is gone."))
    return see_other(translations_url(post.id))


def _composer(post: Row[Any], form: Form, status: int = 200) -> Response:
    languages = [(code, language_name(code)) for code in rules.languages_for(post.language)]
    settings: Any = frame().settings
    machine = settings.translator_name if settings.translator_url and not post.private else ""
    return render(
        "translating/new.html",
        status,
        post=post,
        form=form,
        languages=languages,
        machine=machine,
        back=post_url(post.topic_id, post.slug, post.number),
    )


def _may_change(post: Row[Any], translation: Row[Any]) -> bool:
    return rules.may_change(viewer().id, **_known(post, translation))


def _known(post: Row[Any], translation: Row[Any]) -> dict[str, Any]:
    return {
        "translated_by": translation.translated_by,
        "machine": translation.machine,
        "author_id": post.author_id,
        "moderator": moderates(viewer().roles, post),
    }


def _origin() -> str:
    return frame().settings.base_url
