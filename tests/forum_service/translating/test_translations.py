"""Translations of posts."""

import json
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from corridor import clock
from corridor.auth import Viewer
from corridor.errors import Conflict
from corridor.testing import ALICE, MOD, persona
from corridor.testing.browser import Browser
from forum_service.posts.models import Post
from forum_service.posts.place import Author
from forum_service.posts.queries import get_post_for
from forum_service.topics.models import Topic
from forum_service.translating.actions import Text, translate
from forum_service.translating.models import PostTranslation
from tests.forum_service.conftest import As, Open

LUCIA = persona("lucia", "expert", language="es")
PATH = "/forum/posts/1/translations"
SPANISH = {"language": "es", "raw": "¿Quién ha probado los *códigos de barras* en páramos?"}


def _text(answer: Any) -> str:
    return answer.get_data(as_text=True)


def test_a_reader_of_the_language_sees_the_translation_with_its_origin(
    open_topic: Open, bob: Browser, as_: As
) -> None:
    topic = open_topic()
    assert bob.post(PATH, data=SPANISH).status_code == 303

    spanish = _text(as_(LUCIA).get(topic))
    assert "<em>códigos de barras</em>" in spanish
    assert "Bob" in spanish
    assert "/forum/posts/1/original" in spanish
    assert "Who has tried" not in spanish
    assert "Who has tried <em>barcoding</em>" in _text(bob.get(topic))


def test_the_original_is_one_click_away_and_back(open_topic: Open, bob: Browser) -> None:
    open_topic()
    bob.post(PATH, data=SPANISH)

    for page, words in (("original", "Who has tried"), ("translation/es", "Quién ha probado")):
        shown = _text(bob.get(f"/forum/posts/1/{page}"))
        assert '<turbo-frame id="words-1">' in shown
        assert words in shown
    assert bob.get("/forum/posts/1/translation/fr").status_code == 404


def test_a_translation_is_found_by_its_own_words_also_after_an_edit(
    open_topic: Open, alice: Browser, bob: Browser
) -> None:
    open_topic()
    bob.post(PATH, data=SPANISH)
    assert "<mark>páramos</mark>" in _text(bob.get("/forum/search?q=paramos"))

    form = {"raw": "Who has tried *barcoding* and more?", "_version": "1"}
    assert alice.post("/forum/posts/1", data=form).status_code == 303

    assert "Taxonomy" in _text(bob.get("/forum/search?q=paramo"))
    bob.post(f"{PATH}/es/removal")
    assert "Taxonomy" not in _text(bob.get("/forum/search?q=paramo"))


def test_only_the_translator_the_author_and_moderators_change_a_translation(
    open_topic: Open, alice: Browser, bob: Browser, as_: As
) -> None:
    open_topic()
    bob.post(PATH, data=SPANISH)
    better = {**SPANISH, "raw": "¿Quién los ha probado?"}

    assert as_(LUCIA).post(PATH, data=better).status_code == 403
    assert as_(LUCIA).post(f"{PATH}/es/removal").status_code == 403
    for who in (bob, alice, as_(MOD)):
        assert who.post(PATH, data=better).status_code == 303


@pytest.mark.parametrize(
    "form", [{"language": "en", "raw": "x"}, {"language": "de", "raw": "x"}, {"language": "es"}]
)
def test_a_translation_is_into_another_of_the_six_languages(
    form: dict[str, str], open_topic: Open, bob: Browser, session: Session
) -> None:
    open_topic()

    assert bob.post(PATH, data=form).status_code == 422
    assert session.scalars(select(PostTranslation)).all() == []


def test_hostile_words_are_cleaned(open_topic: Open, bob: Browser, as_: As) -> None:
    topic = open_topic()
    bob.post(PATH, data={"language": "es", "raw": "<script>alert(1)</script>[x](javascript:alert(1))"})

    page = _text(as_(LUCIA).get(topic))

    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_without_translations_a_post_is_marked_so_again(
    open_topic: Open, bob: Browser, session: Session
) -> None:
    open_topic()
    bob.post(PATH, data=SPANISH)
    assert session.scalars(select(Post.translated)).one()

    bob.post(f"{PATH}/es/removal")

    session.rollback()
    assert not session.scalars(select(Post.translated)).one()


def test_what_one_does_not_see_one_does_not_translate(
    open_topic: Open, bob: Browser, session: Session
) -> None:
    open_topic()
    session.query(Topic).update({"audience": [MOD.account_id]})
    session.commit()

    for path in (PATH, f"{PATH}/new", "/forum/posts/1/original", "/forum/posts/1/translation/es"):
        assert bob.get(path).status_code == 404
    assert bob.post(PATH, data=SPANISH).status_code == 404


@pytest.fixture
def machine(app) -> Iterator[list[dict[str, str]]]:
    """A machine that translates into capital letters; what it was asked."""
    asked: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            body = json.dumps({"translatedText": asked[-1]["q"].upper()}).encode()
            self.send_response(200 if asked[-1]["target"] != "ru" else 500)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    parts = app.extensions["corridor"]
    settings = replace(
        parts.settings,
        translator_url=f"http://127.0.0.1:{server.server_port}/translate",
        translator_name="Babel",
    )
    app.extensions["corridor"] = replace(parts, settings=settings)
    yield asked
    app.extensions["corridor"] = parts
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_machine_translates_where_there_is_one_and_says_that_it_did(
    machine: list[dict[str, str]], open_topic: Open, bob: Browser, as_: As
) -> None:
    topic = open_topic()
    assert "Let Babel translate it" in _text(bob.get(f"{PATH}/new"))

    assert bob.post(f"{PATH}/machine", data={"language": "es"}).status_code == 303

    assert machine == [{"q": "Who has tried *barcoding*?", "source": "en", "target": "es", "format": "text"}]
    page = _text(as_(LUCIA).get(topic))
    assert "BARCODING" in page
    assert "Babel" in page
    assert bob.post(f"{PATH}/machine", data={"language": "es"}).status_code == 409
    assert bob.post(f"{PATH}/machine", data={"language": "ru"}).status_code == 503
    assert as_(LUCIA).post(PATH, data=SPANISH).status_code == 303


def test_by_default_there_is_no_machine(open_topic: Open, bob: Browser) -> None:
    open_topic()

    assert bob.post(f"{PATH}/machine", data={"language": "es"}).status_code == 404
    assert "Let " not in _text(bob.get(f"{PATH}/new")).partition("<form")[2].partition("</form>")[0]


def test_a_private_post_is_not_given_to_the_machine(
    machine: list[dict[str, str]], private_topic: str, alice: Browser
) -> None:
    assert "Babel" not in _text(alice.get(f"{PATH}/new"))

    assert alice.post(f"{PATH}/machine", data={"language": "es"}).status_code == 403
    assert machine == []


def test_the_machine_does_not_overwrite_who_was_faster(
    open_topic: Open, bob: Browser, session: Session
) -> None:
    """Bob's translation came while the machine was asked."""
    open_topic()
    bob.post(PATH, data=SPANISH)
    alice = Viewer(id=ALICE.account_id, handle="alice", roles=frozenset(ALICE.roles))
    post = get_post_for(session, 1, viewer=alice)
    late = Text(language="es", raw="QUIÉN", machine="Babel")

    with pytest.raises(Conflict):
        translate(session, post, Author.of(alice), late, now=clock.now(), origin="https://forum.example")

    session.rollback()
    assert session.scalars(select(PostTranslation.raw)).all() == [SPANISH["raw"]]
