"""The catalogues: extracted, compiled when stale, checked."""

import os

import pytest
from babel.messages.pofile import read_po

from corridor.web.i18n import catalogues


@pytest.fixture
def package(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        "{% trans %}Good day{% endtrans %}{{ _('Hello, %(name)s', name=x) }}"
    )
    (tmp_path / "views.py").write_text('text = ngettext("%(num)d note", "%(num)d notes", 3)\n_l("Later")\n')
    catalogues.update("sample", tmp_path)
    return tmp_path


def translate(package, language, words):
    path = catalogues.catalogue_path(package, language)
    text = path.read_text("utf-8")
    for message, translation in words.items():
        text = text.replace(f'msgid "{message}"\nmsgstr ""', f'msgid "{message}"\nmsgstr "{translation}"')
    path.write_text(text, "utf-8")


def test_each_language_gets_every_message(package):
    for language in catalogues.TRANSLATED:
        with catalogues.catalogue_path(package, language).open("rb") as file:
            ids = {str(message.id) for message in read_po(file) if message.id}
        assert {"Good day", "Hello, %(name)s", "Later", "('%(num)d note', '%(num)d notes')"} == ids


def test_translations_survive_an_update(package):
    translate(package, "fr", {"Good day": "Bonjour"})

    catalogues.update("sample", package)

    assert "Bonjour" in catalogues.catalogue_path(package, "fr").read_text("utf-8")


def test_gaps_and_broken_placeholders_are_found(package):
    translate(
        package, "fr", {"Good day": "Bonjour", "Later": "Plus tard", "Hello, %(name)s": "Bonjour, %(nom)s"}
    )

    found = {gap.message: gap.reason for gap in catalogues.gaps("sample", package) if gap.language == "fr"}

    assert set(found) == {"Hello, %(name)s", "%(num)d note"}
    assert found["%(num)d note"] == "not translated"


def test_only_what_changed_is_compiled(package):
    assert catalogues.compile_stale(package) == 5
    assert catalogues.compile_stale(package) == 0

    os.utime(catalogues.catalogue_path(package, "ru"), ns=(2**62, 2**62))

    assert catalogues.compile_stale(package) == 1
