"""Whatever is thrown at a form or an API route, the answer is a page or a reason, never a 500."""

import json
import random
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from urllib.parse import quote

import pytest
import requests
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import html

from tests.e2e.houses import House
from tests.e2e.pages import Page, Route, routes
from tests.e2e.visitors import Visitor, WebForm

pytestmark = pytest.mark.e2e

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# What would end the visit of the one who throws; sign-out has tests of its own.
SPARED = ("sign-out", "sign_out", "sessions", "/language", "/theme")

HOSTILE_TEXTS = (
    "",
    " " * 50,
    "a" * 70_000,
    "<script>alert(1)</script>",
    "'; DROP TABLE members; --",
    "{{ 7*7 }} {% raw %}",
    "%s %(name)s %%",
    "../../../../etc/passwd",
    "javascript:alert(1)",
    "\x00null\x00",
    "\u202eright to left\u202c \u2066isolated",
    "Z\u0338\u0321a\u0334l\u0337g\u0335o" * 50,
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16") * 40,
    "\r\nBcc: everybody@corridor.example\r\n",
    "-1",
    "0",
    "9223372036854775808",
    "NaN",
    "1e309",
    "2026-02-30",
    "not-a-uuid",
    "[[[[" * 500,
    "| a " * 400 + "|\n" + "|-" * 400 + "|",
    "!" + "[" * 4000,
)
JSON_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False),
    st.sampled_from(HOSTILE_TEXTS),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=3),
)
# One seed a run of the whole: what fails can be run again, and each day other things are tried.
THOROUGH = settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    database=None,
)


def answered(answer: requests.Response) -> None:
    """An answer that a person or a program can do something with."""
    assert answer.status_code < 500, f"{answer.request.method} {answer.url}: {answer.text[:2000]}"
    if answer.status_code >= 400:
        assert answer.text.strip(), f"{answer.status_code} without a word: {answer.url}"


@pytest.fixture(scope="module")
def visitors(single: House) -> Callable[[str | None], Visitor]:
    """A signed-in visitor for each reader, kept for all tests."""

    @cache
    def visitor(reader: str | None) -> Visitor:
        one = Visitor(single.base_url)
        return one.sign_in(reader) if reader else one

    return visitor


def test_no_form_breaks(found_pages: list[Page], visitors: Callable[[str | None], Visitor]) -> None:
    for page, form in _forms(found_pages):
        _throw_at(form, visitors(page.reader))


def _throw_at(form: WebForm, visitor: Visitor) -> None:
    names = [name for name in form.fields if not name.startswith("_")]

    @THOROUGH
    @given(data=st.data())
    def throw(data: st.DataObject) -> None:
        chosen = data.draw(st.sets(st.sampled_from(names), min_size=1) if names else st.just(set()))
        values = {name: data.draw(st.sampled_from(HOSTILE_TEXTS)) for name in sorted(chosen)}
        answered(visitor.send(form, values))

    throw()


def test_no_form_breaks_on_bytes_that_are_no_text(
    found_pages: list[Page], visitors: Callable[[str | None], Visitor]
) -> None:
    for page, form in _forms(found_pages):
        visitor = visitors(page.reader)
        body = "&".join(f"{name}=%FF%FE%80" for name in form.fields if not name.startswith("_"))
        kept = "&".join(
            f"{name}={value}" for name in form.fields if name.startswith("_") for value in form.fields[name]
        )

        answered(
            visitor.post(
                form.action,
                data=f"{body}&{kept}",
                headers={"Content-Type": "application/x-www-form-urlencoded"},
            )
        )


def test_nothing_typed_is_lost(found_pages: list[Page], visitors: Callable[[str | None], Visitor]) -> None:
    for page, form in _forms(found_pages):
        typed = {
            name: f"What I wrote into {name} <b>& more</b>"
            for name in form.typed()
            if form.kinds[name] != "email"
        }
        answer = visitors(page.reader).send(form, typed)
        if answer.status_code != 422:
            continue
        shown = html.fromstring(answer.content)
        values = {str(value) for value in shown.xpath("//input/@value")}
        values |= {element.text_content().strip() for element in shown.iter("textarea")}
        assert set(typed.values()) <= values, f"{form.action} as {page.reader} lost what was typed"


def test_no_route_breaks_on_a_body_that_fits_nothing(
    visitors: Callable[[str | None], Visitor],
) -> None:
    visitor = visitors("helen.marsh")
    token = visitor.token()
    for route in _unsafe_routes():
        for method in route.methods & UNSAFE:
            for options in _bodies():
                options["headers"] = {**options.get("headers", {}), "X-CSRF-Token": token}
                answered(visitor.post(_fill(route.rule), method=method, **options))


@pytest.mark.parametrize(
    "value", ["0", "1", "999999999999999999999", "-1", "%00", "x" * 300, "%FF%FE", "ar-\u0639"]
)
def test_no_page_breaks_on_a_path_that_fits_nothing(
    visitors: Callable[[str | None], Visitor], value: str
) -> None:
    visitor = visitors("helen.marsh")
    for route in routes().all():
        if "GET" in route.methods:
            answered(visitor.get(_fill(route.rule, value)))


def test_no_page_breaks_on_a_query_that_fits_nothing(
    found_pages: list[Page], visitors: Callable[[str | None], Visitor]
) -> None:
    dice = random.Random(7)
    paths = {page.kind: page for page in found_pages}.values()
    for page in paths:
        for name in ("after", "before", "q", "page", "sort", "language", "target", "party", "quote", "state"):
            value = quote(dice.choice(HOSTILE_TEXTS)[:1500], safe="")
            separator = "&" if "?" in page.path else "?"
            answered(visitors(page.reader).get(f"{page.path}{separator}{name}={value}"))


@THOROUGH
@given(data=st.data())
def test_the_preview_of_matches_answers_any_json(
    visitors: Callable[[str | None], Visitor], data: st.DataObject
) -> None:
    visitor = visitors("amina.diallo")
    token = visitor.token()
    names = st.sampled_from(["title", "description", "languages", "targets", "party", "kinds", "nonsense"])

    body = data.draw(st.one_of(st.dictionaries(names, JSON_VALUES), JSON_VALUES))

    headers = {"X-CSRF-Token": token, "Content-Type": "application/json"}
    answered(visitor.post("/match/api/v1/matches/preview", data=json.dumps(body), headers=headers))


def _forms(pages: list[Page]) -> Iterator[tuple[Page, WebForm]]:
    """Each form of each kind once for each reader: unsafe ones that can be thrown at again and again."""
    seen: set[tuple[str | None, str]] = set()
    for page in pages:
        for form in page.forms:
            kind = routes().kind_of(form.action, method="POST") or form.action
            key = (page.reader, kind + ",".join(sorted(form.fields)))
            if form.method == "post" and key not in seen and not _spared(form.action):
                seen.add(key)
                yield page, form


def _unsafe_routes() -> Iterator[Route]:
    for route in routes().all():
        if route.methods & UNSAFE and not _spared(route.rule):
            yield route


def _spared(path: str) -> bool:
    return any(word in path for word in SPARED)


def _bodies() -> Iterator[dict[str, Any]]:
    yield {"data": b""}
    yield {"data": {"title": "x" * 70_000, "is_admin": "1"}}
    yield {"data": b"{not json", "headers": {"Content-Type": "application/json"}}
    yield {"data": b"[[[[[[1]]]]]]", "headers": {"Content-Type": "application/json"}}
    yield {"data": b"\xff\xfe\x00\x01", "headers": {"Content-Type": "application/json"}}
    yield {"data": b"\xff\xfe", "headers": {"Content-Type": "multipart/form-data; boundary=x"}}
    yield {"data": b"<a/>", "headers": {"Content-Type": "text/xml; charset=nonsense"}}


def _fill(rule: str, value: str = "1") -> str:
    """The path of a rule with something in each of its places."""
    import re

    return re.sub(r"<[^>]+>", value, rule)
