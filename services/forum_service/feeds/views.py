"""Feeds by key, and the page where keys are made and revoked."""

from flask import Blueprint, Response
from flask_babel import gettext as _
from marshmallow import Schema, fields, validate
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access, viewer
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from corridor.web.frame import frame
from forum_service.boards.queries import list_boards
from forum_service.feeds import actions, queries
from forum_service.feeds.answers import Form as Kind
from forum_service.feeds.answers import answer, reader_of
from forum_service.posts.place import Author

blueprint = Blueprint("feeds", __name__, url_prefix="/forum/feeds")

_FORM = "<any(atom,rss):form>"


class KeyForm(Schema):
    """Which reader a key is for."""

    label = fields.String(required=True, validate=validate.Length(min=1, max=80))


@blueprint.get("")
@access.member
def index() -> Response:
    """The viewer's keys, and how to make one."""
    return _page(Form(KeyForm))


@blueprint.post("")
@access.member
@idempotent
def make() -> AnyResponse:
    """Make a key and show its addresses, this once."""
    form = form_from(KeyForm)
    if form.data is None:
        return _page(form, status=422)
    with transaction() as work:
        label = form.data["label"].strip()
        token = actions.make_key(work, Author.of(viewer()).id, label=label, now=clock.now())
    base = f"{frame().settings.base_url.rstrip('/')}/forum/feeds/{token}"
    boards = list_boards(session(), viewer=viewer())
    response = render("feeds/made.html", base=base, boards=boards, handle=viewer().handle)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _page(form: Form, *, status: int = 200) -> Response:
    keys = queries.list_keys(session(), account_id=viewer().id)
    return render("feeds/index.html", status, form=form, keys=keys)


@blueprint.post("/<int:key_id>/revocation")
@access.member
@idempotent
def revoke(key_id: int) -> AnyResponse:
    """End a key."""
    with transaction() as work:
        actions.revoke_key(work, key_id, account_id=viewer().id)
    notice(_("The key is revoked. Programs that used it see nothing any more."))
    return see_other("/forum/feeds")


@blueprint.get(f"/<token>/whats-new.{_FORM}")
@access.public
def whats_new(token: str, form: Kind) -> Response:
    """All new posts."""
    who = reader_of(token)
    return answer(queries.whats_new_feed(session(), who), who, form)


@blueprint.get(f"/<token>/latest.{_FORM}")
@access.public
def latest(token: str, form: Kind) -> Response:
    """New topics."""
    who = reader_of(token)
    return answer(queries.latest_feed(session(), who), who, form)


@blueprint.get(f"/<token>/top/<period>.{_FORM}")
@access.public
def top(token: str, period: str, form: Kind) -> Response:
    """The liveliest topics of a week, month or year."""
    who = reader_of(token)
    return answer(queries.top_feed(session(), who, period), who, form)


@blueprint.get(f"/<token>/f/<slug>.{_FORM}")
@access.public
def board(token: str, slug: str, form: Kind) -> Response:
    """New topics of a forum."""
    who = reader_of(token)
    return answer(queries.board_feed(session(), who, slug), who, form)


@blueprint.get(f"/<token>/t/<int:topic_id>.{_FORM}")
@access.public
def topic(token: str, topic_id: int, form: Kind) -> Response:
    """New posts of a topic."""
    who = reader_of(token)
    return answer(queries.topic_feed(session(), who, topic_id), who, form)


@blueprint.get(f"/<token>/tags/<tag>.{_FORM}")
@access.public
def tag(token: str, tag: str, form: Kind) -> Response:
    """New topics with a tag."""
    who = reader_of(token)
    return answer(queries.tag_feed(session(), who, tag), who, form)


@blueprint.get(f"/<token>/u/<handle>.{_FORM}")
@access.public
def user(token: str, handle: str, form: Kind) -> Response:
    """New posts of a member."""
    who = reader_of(token)
    return answer(queries.user_feed(session(), who, handle), who, form)
