"""Every component on one page, to look at while designing; not served in production."""

from datetime import timedelta

from flask import Flask, Response
from marshmallow import Schema, fields, validate
from werkzeug.datastructures import MultiDict

from corridor import clock, demo
from corridor.auth import access
from corridor.settings import Settings
from corridor.web.answers import render
from corridor.web.forms import Form
from corridor.web.paging import Page


class SampleSchema(Schema):
    """One field of each kind."""

    title = fields.String(required=True, validate=validate.Length(min=10, max=120))
    description = fields.String(required=True)
    email = fields.Email()
    language = fields.String(required=True)
    targets = fields.List(fields.Integer())
    kind = fields.String(required=True)
    agree = fields.Boolean()
    due = fields.Date()


def install(app: Flask, settings: Settings) -> None:
    """Serve /dev/gallery outside of production."""
    if not settings.production:
        app.add_url_rule("/dev/gallery", "gallery", access.public(show))


def show() -> Response:
    """The page."""
    now = clock.now()
    return render(
        "corridor/gallery.html",
        people=demo.people(),
        moments=[now - timedelta(minutes=m) for m in (3, 47, 190, 1500, 5800, 23000, 90000, 600000)],
        good=_filled({"title": "Mapping peatlands by satellite", "kind": "training", "targets": ["3", "20"]}),
        bad=_filled({"title": "Peat", "email": "nobody", "due": "soon"}),
        page=Page(items=[], next_cursor="n", previous_cursor="p"),
    )


def _filled(values: dict[str, object]) -> Form:
    form = Form(SampleSchema, initial=values)
    if "email" in values:
        form.load(MultiDict([(name, str(value)) for name, value in values.items()]))
    return form
