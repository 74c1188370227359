"""The public archive of official notifications."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from corridor import clock
from corridor.auth import access, viewer
from corridor.web import paginate, render, session
from corridor.web.frame import frame
from corridor.web.i18n import current_language
from notify_service import urls
from notify_service.bulletins import queries, rules
from notify_service.bulletins.answers import as_file, as_pdf, show_bulletin
from notify_service.bulletins.feed import write_atom
from notify_service.bulletins.letters import text_for
from notify_service.bulletins.models import Bulletin
from notify_service.bulletins.schemas import ArchiveQuery
from notify_service.register.rules import KINDS, kind_name

blueprint = Blueprint("bulletins", __name__, url_prefix=urls.BULLETINS)


@blueprint.get("")
@access.public
def index() -> Response:
    """All notifications, the newest first, narrowed by words, year and addressees."""
    asked = _asked()
    narrowing = queries.Narrowing(
        words=asked["q"],
        year=asked["year"],
        kind=asked["kind"],
        open_on=clock.now().date() if asked["open"] else None,
    )
    order = [Bulletin.published_at.desc(), Bulletin.id.desc()]
    page = paginate(queries.published_where(narrowing), order=order, size=30)
    language = current_language().code
    return render(
        "bulletins/index.html",
        page=page,
        asked=asked,
        years=queries.years(session()),
        kinds={kind: kind_name(kind, _) for kind in KINDS},
        text_for=lambda bulletin: text_for(bulletin, [language]),
        today=clock.now().date(),
    )


def _asked() -> dict[str, Any]:
    """What the address asks for; a value that means nothing is left out."""
    schema = ArchiveQuery(unknown="exclude")
    given = {name: value for name, value in request.args.items() if value}
    wrong = schema.validate(given)
    found: dict[str, Any] = schema.load({name: given[name] for name in given if name not in wrong})
    return found


@blueprint.get("/feed.atom")
@access.public
def feed() -> Response:
    """The newest notifications for feed readers, in the language of the page or of ?language=."""
    asked = request.args.get("language", "")
    language = asked if asked in rules.LANGUAGES else current_language().code
    body = write_atom(queries.latest(session()), frame().settings, language=language, now=clock.now())
    answer = Response(body, mimetype="application/atom+xml")
    answer.headers["Cache-Control"] = "public, max-age=600"
    answer.add_etag()
    return answer.make_conditional(request)  # type: ignore[return-value]


@blueprint.get("/<number>")
@access.public
def show(number: str) -> Response:
    """One notification; an addressee who is signed in can say here that they have acted."""
    bulletin = queries.get_published(session(), number)
    row = queries.find_recipient(session(), bulletin, email=viewer().email)
    return show_bulletin(bulletin, row[0] if row else None)


@blueprint.get("/<number>/files/<uuid:file_id>")
@access.public
def download(number: str, file_id: UUID) -> Response:
    """A file that goes with it."""
    bulletin = queries.get_published(session(), number)
    return as_file(queries.get_file(session(), bulletin, file_id))


@blueprint.get("/<number>/<any(en,fr,es,ar,ru,zh):language>.pdf")
@access.public
def pdf(number: str, language: str) -> Response:
    """The notification on paper."""
    bulletin = queries.get_published(session(), number)
    return as_pdf(queries.get_pdf(session(), bulletin, language), f"{bulletin.number}-{language}.pdf")
