"""Pages of an import: the file, what it would do, doing it."""

from uuid import UUID

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from corridor import clock
from corridor.auth import access
from corridor.auth.roles import SECRETARIAT
from corridor.errors import Invalid
from corridor.web import Form, form_from, idempotent, notice, render, see_other, session, transaction
from corridor.web.inputs import large_body
from notify_service import urls
from notify_service.register import queries
from notify_service.register.importing import OtherPlan, apply_import, keep_import, try_import
from notify_service.register.reading import COLUMNS, decode
from notify_service.register.rules import KINDS, kind_name
from notify_service.register.schemas import ApplyForm, ImportForm
from notify_service.register.views import hand

blueprint = Blueprint("register_imports", __name__, url_prefix=f"{urls.REGISTER}/imports")

# What a page shows of each list; a whole register would be megabytes.
_SHOWN = 100


@blueprint.get("")
@access.roles(SECRETARIAT)
def index() -> Response:
    """The form, which columns there are, and what was imported before."""
    return _form(Form(ImportForm))


def _form(form: Form, status: int = 200) -> Response:
    return render(
        "register/import.html",
        status,
        form=form,
        columns=list(COLUMNS),
        kinds={kind: kind_name(kind, _) for kind in KINDS},
        imports=queries.latest_imports(session()),
    )


@blueprint.post("")
@access.roles(SECRETARIAT)
@large_body
@idempotent
def create() -> AnyResponse:
    """Keep the file and go on to what it would do."""
    form = form_from(ImportForm)
    file = request.files.get("file")
    if file is None or not file.filename:
        form.fail("file", _("Please choose a file."))
    if form.data is None or file is None:
        return _form(form, 422)
    try:
        with transaction() as work:
            options = {"name": file.filename or "", "complete": form.data["complete"], "now": clock.now()}
            row = keep_import(work, hand(), content=decode(file.read()), **options)
            url = f"{urls.REGISTER}/imports/{row.id}"
    except Invalid as error:
        form.fail("file", error.message)
        return _form(form, 422)
    return see_other(url)


@blueprint.get("/<uuid:import_id>")
@access.roles(SECRETARIAT)
def show(import_id: UUID) -> Response:
    """What the file would do, with its mistakes by line; or what it did."""
    return _show(import_id)


def _show(import_id: UUID, status: int = 200) -> Response:
    row = queries.get_import(session(), import_id)
    reading, plan = try_import(session(), row) if row.applied_at is None else (None, None)
    return render(
        "register/tried.html",
        status,
        row=row,
        reading=reading,
        plan=plan,
        most=_SHOWN,
        kinds={kind: kind_name(kind, _) for kind in KINDS},
    )


@blueprint.post("/<uuid:import_id>/application")
@access.roles(SECRETARIAT)
@idempotent
def apply(import_id: UUID) -> AnyResponse:
    """Change the register as the file wants it."""
    form = form_from(ApplyForm)
    mark = form.data["mark"] if form.data else ""
    try:
        with transaction() as work:
            row = queries.get_import(work, import_id, locked=True)
            plan = apply_import(work, row, hand(), mark=mark, now=clock.now())
    except OtherPlan as error:
        notice(error.message, "warning")
        return _show(import_id, 409)
    done = {"added": len(plan.added), "changed": len(plan.changed), "ended": len(plan.ended)}
    notice(_("Done: %(added)s added, %(changed)s changed, %(ended)s ended.", **done))
    return see_other(urls.REGISTER)
