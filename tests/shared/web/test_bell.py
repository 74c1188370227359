"""The bell's name says the number that is seen on it, in each language."""

import pytest
from flask import Flask
from flask_babel import force_locale

from corridor.testing import app_for, service_named
from corridor.web.templating import bell_label

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
@pytest.mark.parametrize("waiting", [1, 2, 3, 11, 21, 100, 120])
def test_who_speaks_to_a_page_can_say_what_is_seen(language: str, waiting: int) -> None:
    app: Flask = app_for(service_named("forum"))
    with app.test_request_context("/"), force_locale(language):
        assert str(waiting) in bell_label(waiting)
