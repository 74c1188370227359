"""Markdown to HTML: what is allowed comes through, nothing else does."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from corridor.errors import Invalid
from forum_service.posts.rendering import excerpt_of, parse, plain_text, to_html
from forum_service.posts.rendering.cleaning import _ATTRIBUTES, _TAGS

ALLOWED = _TAGS | {"div", "html", "body", "span"}
HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "![x](javascript:alert(1))",
    '<img src=x onerror="alert(1)">',
    "<svg onload=alert(1)>",
    '[a](https://x.example "onmouseover=alert(1)")',
    "```html\n<script>alert(1)</script>\n```",
    "[<img src=x onerror=alert(1)>](https://x.example)",
    "@alice<script>",
    '| a |\n|---|\n| <b onclick="x"> |',
    "[^x]\n\n[^x]: <iframe src=//evil.example>",
    "- [ ] <input autofocus onfocus=alert(1)>",
]


def _html(raw: str, **people: str) -> str:
    return to_html(parse(raw), people=people)


@pytest.mark.parametrize("raw", HOSTILE)
def test_hostile_text_stays_text(raw: str) -> None:
    _assert_clean(_html(raw, alice='Alice "><script>'))


@given(st.text(alphabet="<>\"'=&;:/\\()[]!`*_@#|- \nabjsxonlerct", max_size=200))
def test_whatever_is_typed_only_allowed_tags_come_out(raw: str) -> None:
    _assert_clean(_html(raw))


def _assert_clean(html: str) -> None:
    for element in lxml_html.fromstring(f"<div>{html}</div>").iter():
        assert element.tag in ALLOWED
        for name, value in element.attrib.items():
            assert name in _ATTRIBUTES.get(element.tag, set()) | {"class", "rel"}
            if name == "href":
                assert re.match(r"https?:|mailto:|/(?![/\\])|#|[^/:]*$|[\w%.-]+(/|$)", value), value


def test_markdown_becomes_html() -> None:
    html = _html("# Head\n\n~~no~~ **yes**\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] done\n\nwww.cbd.int")

    assert "<h3>Head</h3>" in html
    assert '<td class="end">2</td>' in html
    assert 'type="checkbox"' in html
    assert '<a href="http://www.cbd.int" rel="nofollow ugc noopener">' in html


def test_images_become_links() -> None:
    assert _html("![a tree](https://x.example/t.png)").startswith('<p><a href="https://x.example/t.png"')


def test_handles_become_links_only_where_people_are_known() -> None:
    html = _html("@alice and @bob, not `@alice` or me@alice.example", alice="Alice")

    assert html.count('href="/account/members/alice"') == 1
    assert "@bob" in html


def test_names_within_quotations_are_not_called() -> None:
    parsed = parse("> @alice said so\n\n@bob?")

    assert parsed.handles == {"alice", "bob"}
    assert parsed.named == {"bob"}


def test_a_quotation_with_a_link_to_a_post_names_that_post() -> None:
    parsed = parse("> [Alice #4](/forum/t/wetlands/12/4):\n> yes\n\nsee [5](/forum/t/wetlands/12/5)")

    assert parsed.quoted == {(12, 4)}


def test_a_quotation_does_not_turn_the_direction_of_the_answer() -> None:
    html = _html("> [كريم #2](/forum/t/x/1/2):\n> نعم\n\nThank you")

    assert '<blockquote dir="auto">' in html
    assert 'dir="auto"' in html.split("<a ")[1]


def test_footnotes_of_two_posts_do_not_share_ids() -> None:
    one, two = _html("a[^1]\n\n[^1]: x"), _html("b[^1]\n\n[^1]: x")

    ids = [re.search(r'id="(fn-[^"]+)"', html) for html in (one, two)]
    assert all(ids)
    assert len({match[1] for match in ids if match}) == 2


def test_a_table_of_thirty_columns_is_allowed_and_one_more_is_not() -> None:
    parse("|" + "a|" * 30 + "\n|" + "-|" * 30)

    with pytest.raises(Invalid):
        parse("|" + "a|" * 31 + "\n|" + "-|" * 31)
    with pytest.raises(Invalid):
        parse("> - " + "a|" * 31 + "\n> - " + "-|" * 31)


@pytest.mark.parametrize(
    "raw",
    [
        "![" * 8000,
        "[" * 16000,
        "*a_" * 10000,
        "> " * 8000,
        "`" * 16000,
        "a@b." * 8000,
        "- " * 16000,
        "<" * 32000,
    ],
)
def test_the_longest_hostile_text_is_rendered_in_time(raw: str) -> None:
    # The limit is the runner's own: a quadratic text would take minutes.
    _assert_clean(_html(raw[:32_000]))


def test_an_excerpt_leaves_quotations_out() -> None:
    html = _html("> their words\n\nMy own words.")

    assert excerpt_of(html) == "My own words."
    assert plain_text(html) == "their words My own words."
