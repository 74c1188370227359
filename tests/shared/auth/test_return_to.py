"""Where a person may be sent: never off the site."""

import pytest

from corridor.auth.return_to import safe_return_to

BASE = "https://corridor.example"


@pytest.mark.parametrize("path", ["/", "/forum", "/forum/t/a-b/12/3", "/match?q=a%20b", "/forum#new", "/é"])
def test_paths_of_ours_are_kept(path):
    assert safe_return_to(path, base_url=BASE) == path


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "forum",
        "//e.example",
        "/\\e.example",
        "\\\\e.example",
        "/\t/e.example",
        "/\n/e.example",
        "https:e.example",
        "https:///e.example",
        "///e.example",
        "https://e.example/",
        "javascript:alert(1)",
        "/a b",
        "/a\\b",
        "/a\x00b",
        "/a\u00a0b",
        "/a\u2028b",
        "/" + "a" * 2000,
    ],
)
def test_everything_else_is_not(value):
    assert safe_return_to(value, base_url=BASE, default="/home") == "/home"
