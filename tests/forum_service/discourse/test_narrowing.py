"""Topics narrowed by words with a colon."""

from typing import Any

import pytest
import requests

from corridor.testing import ALICE, BOB


@pytest.fixture
def ask(site: str, key_of: Any) -> Any:
    """What Bob is answered, after Alice opened two topics and he one."""

    def call(method: str, path: str, key: str, **data: Any) -> requests.Response:
        return requests.request(method, site + path, headers={"Api-Key": key}, data=data, timeout=20)

    alice, bob = key_of(ALICE), key_of(BOB)
    found = call("GET", "/categories.json", alice).json()["category_list"]["categories"]
    numbers = {one["slug"]: one["id"] for one in found}
    for key, title, forum, tags in (
        (alice, "Small museums", "knowledge", ["museums", "taxonomy"]),
        (alice, "Large museums", "cooperation", ["museums"]),
        (bob, "Wetlands", "knowledge", []),
    ):
        sent = {"raw": "Hello.", "title": title, "category": numbers[forum], "tags[]": tags}
        assert call("POST", "/posts.json", key, **sent).ok

    return lambda words: requests.get(
        f"{site}/filter.json", params={"q": words}, headers={"Api-Key": bob}, timeout=20
    )


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("", ["Wetlands", "Large museums", "Small museums"]),
        ("category:knowledge", ["Wetlands", "Small museums"]),
        ("tag:museums", ["Large museums", "Small museums"]),
        ("tags:museums+taxonomy", ["Small museums"]),
        ("created-by:@alice category:cooperation", ["Large museums"]),
        ("status:open created-by:bob", ["Wetlands"]),
        ("status:closed", []),
        ("status:archived", []),
        ("created-after:2999-01-01", []),
    ],
)
def test_what_is_asked_for(words, titles, ask) -> None:
    assert [topic["title"] for topic in ask(words).json()["topic_list"]["topics"]] == titles


@pytest.mark.parametrize(
    "words", ["colour:red", "museums", "status:odd", "in:space", "created-after:now", "tag:"]
)
def test_what_is_not_understood_is_said(words, ask) -> None:
    answer = ask(words)

    assert answer.status_code == 422
    assert words in answer.json()["errors"][0]


@pytest.mark.parametrize("words", ["category:nowhere", "created-by:nobody"])
def test_what_is_not_there_is_404(words, ask) -> None:
    assert ask(words).status_code == 404
