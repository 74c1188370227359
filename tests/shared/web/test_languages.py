"""Profile, then cookie, then browser."""

import pytest

from corridor.testing import persona, sign_in
from tests.shared.web.pages import texts

pytestmark = pytest.mark.integration


def language(answer):
    return answer.text.split('lang="', 1)[1].split('"', 1)[0]


def test_the_browser_says(client):
    assert language(client.get("/notes", headers={"Accept-Language": "pt, fr;q=0.8"})) == "fr"
    assert language(client.get("/notes", headers={"Accept-Language": "zh-CN"})) == "zh-Hans"
    assert language(client.get("/notes", headers={"Accept-Language": "pt"})) == "en"


def test_the_cookie_says_it_better(client):
    client.set_cookie("corridor_language", "ru")

    assert language(client.get("/notes", headers={"Accept-Language": "fr"})) == "ru"


def test_the_profile_has_the_last_word(client):
    sign_in(client, persona("amal", "expert", language="ar"))
    client.set_cookie("corridor_language", "ru")

    answer = client.get("/notes")

    assert '<html lang="ar" dir="rtl"' in answer.text


def test_a_choice_made_a_moment_ago_does_not_wait_for_the_profile(client):
    sign_in(client, persona("amal", "expert", language="ar"))
    client.set_cookie("corridor_language_now", "fr")

    assert language(client.get("/notes")) == "fr"


def test_a_strange_cookie_changes_nothing(client):
    client.set_cookie("corridor_language", "../../etc")

    assert language(client.get("/notes")) == "en"


def test_each_language_is_offered_by_its_own_name(client):
    names = texts(client.get("/notes"), ".languages button")

    assert names == ["العربية", "中文", "English", "Français", "Русский", "Español"]
