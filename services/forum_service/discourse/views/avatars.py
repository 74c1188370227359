"""Pictures of people: their initials, as on our pages."""

from flask import Response
from markupsafe import Markup

from corridor.auth import access
from corridor.web.templating import hue, initials
from forum_service.discourse.blueprint import blueprint

LARGEST = 1000
# The colours of the discs on our pages.
_ANGLES = (160, 205, 28, 262, 95, 345, 48, 230)
_DISC = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 100 100">'
    '<rect width="100" height="100" fill="hsl({angle} 32% 88%)"/>'
    '<text x="50" y="50" dy=".36em" text-anchor="middle" font-family="sans-serif" font-size="42"'
    ' fill="hsl({angle} 45% 24%)">{letters}</text></svg>'
)


@blueprint.get("/letter_avatar/<name>/<int:size>.svg")
@access.public
def avatar(name: str, size: int) -> Response:
    """The letters of a user name on its colour. It says nothing but what its own address says."""
    words = " ".join(part for part in name.replace(".", " ").replace("-", " ").split() if part.isalnum())
    drawn = _DISC.format(size=min(max(size, 1), LARGEST), angle=_ANGLES[hue(name)], letters=initials(words))
    answer = Response(drawn, 200, content_type="image/svg+xml")
    answer.headers["Cache-Control"] = "public, max-age=604800"
    return answer
