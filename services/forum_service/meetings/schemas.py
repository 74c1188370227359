"""The forms of meetings."""

from marshmallow import Schema, fields, validate

from corridor.web.i18n import LANGUAGES
from forum_service.meetings.rules import ANSWERS, time_zones

TEXT = 20_000


def _one_of_zones(value: str) -> None:
    validate.OneOf(time_zones())(value)


class MeetingForm(Schema):
    """A meeting."""

    title = fields.String(required=True, validate=validate.Length(min=4, max=200))
    place = fields.String(required=True, validate=validate.Length(max=200))
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    starts_time = fields.Time(load_default=None)
    ends_time = fields.Time(load_default=None)
    time_zone = fields.String(load_default="UTC", validate=_one_of_zones)
    online_url = fields.Url(load_default="", schemes={"https"}, validate=validate.Length(max=500))
    summary = fields.String(load_default="", validate=validate.Length(max=1000))
    agenda = fields.String(load_default="", validate=validate.Length(max=TEXT))
    report = fields.String(load_default="", validate=validate.Length(max=TEXT))
    invited_roles = fields.List(fields.String(validate=validate.Length(max=80)), load_default=list)


class AnswerForm(Schema):
    """Whether one comes."""

    answer = fields.String(required=True, validate=validate.OneOf(ANSWERS))
    words = fields.String(load_default="", validate=validate.Length(max=500))


class DocumentForm(Schema):
    """A document; the file comes beside."""

    symbol = fields.String(load_default="", validate=validate.Length(max=60))
    title = fields.String(required=True, validate=validate.Length(min=3, max=200))
    kind = fields.String(
        load_default="official", validate=validate.OneOf(["official", "draft", "report", "other"])
    )
    languages = fields.List(fields.String(validate=validate.OneOf(list(LANGUAGES))), load_default=list)
    url = fields.Url(load_default="", schemes={"https", "http"}, validate=validate.Length(max=500))
