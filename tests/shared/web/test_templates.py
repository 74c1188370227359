"""The frame's own templates."""

import pytest

from corridor.testing import ALICE, sign_in
from corridor.web.assets.places import WEB
from corridor.web.i18n import LANGUAGES

pytestmark = pytest.mark.integration
NAMES = sorted(str(path.relative_to(WEB / "templates")) for path in WEB.glob("templates/**/*.html"))


@pytest.mark.parametrize("name", NAMES)
def test_each_template_compiles(app, name):
    assert app.jinja_env.get_template(name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_component_can_be_drawn_in_every_language(client, language):
    sign_in(client, ALICE)
    client.set_cookie("corridor_language", language)

    answer = client.get("/dev/gallery")

    assert answer.status_code == 200
    assert "<title>Gallery · Corridor</title>" in answer.text


def test_a_page_without_a_title_cannot_be_made(app):
    page = app.jinja_env.from_string("{% extends 'corridor/layout.html' %}")

    with app.test_request_context("/notes"), pytest.raises(Exception, match="Required block 'title'"):
        page.render()
