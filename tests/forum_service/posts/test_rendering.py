"""Markdown to HTML: what is allowed comes through, nothing else does."""

import re

import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from corridor.errors import Invalid
from forum_service.posts.rendering import excerpt_of, parse, plain_text, rendered, to_html
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
    "$\\text{<script>alert(1)</script>}$",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\style{position:fixed}{x}\\class{post}{y}$",
    "$\\text{</math><img src=x onerror=alert(1)>}$",
    "$$\n</mi></math><svg onload=alert(1)>\n$$",
    '[details="</summary><script>"]\n<script>\n[/details]',
    '[date=2026-12-01 timezone=""><script>"]',
    "[date=2026-12-01T14:00Z](javascript:alert(1))",
]


def _html(raw: str, **people: str) -> str:
    return to_html(parse(raw), people=people)


@pytest.mark.parametrize("raw", HOSTILE)
def test_hostile_text_stays_text(raw: str) -> None:
    _assert_clean(_html(raw, alice='Alice "><script>'))


@given(st.text(alphabet="<>\"'=&;:/\\()[]!`*_@#|- \nabjsxonlerct", max_size=200))
def test_whatever_is_typed_only_allowed_tags_come_out(raw: str) -> None:
    _assert_clean(_html(raw))


PIECES = ["[details", "]", '="', "\n", "[/details]", "[spoiler]\n", "[date=2026-12-01", "T14:00Z", " time="]
PIECES += [
    "$",
    "$$",
    "\\frac",
    "{",
    "}",
    "^",
    "_",
    "x",
    "2",
    "<b>",
    "&lt;",
    "[^1]",
    "\n\n[^1]: ",
    "> ",
    "|",
    "`",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_whatever_is_put_together_only_allowed_tags_come_out(raw: str) -> None:
    _assert_clean(_html(raw))


@given(st.text(alphabet="\\{}^_&$<>'abcfrtxleghinopqsu123 ", min_size=1, max_size=80))
def test_no_formula_fails(latex: str) -> None:
    _assert_clean(_html(f"${latex}$\n\n$$\n{latex}\n$$"))


def _assert_clean(html: str) -> None:
    for element in lxml_html.fromstring(f"<div>{html}</div>").iter():
        assert element.tag in ALLOWED
        assert not {"style", "srcdoc"} & set(element.attrib)
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
        "$a " * 10000,
        "$$a\n" * 8000,
        "$x$ " * 8000,
        "$" + "x_" * 240 + "$ ",
        "[details]\n" * 3200,
        "> [details=x]\n" * 2200,
        "[date=2026-12-01 " * 1800,
        "- [ ] a\n" * 4000,
        "^[" * 16000,
    ],
)
def test_the_longest_hostile_text_is_rendered_in_time(raw: str) -> None:
    # The limit is the runner's own: a quadratic text would take minutes.
    _assert_clean(_html(raw[:32_000]))


def test_an_excerpt_leaves_quotations_out() -> None:
    html = _html("> their words\n\nMy own words.")

    assert excerpt_of(html) == "My own words."
    assert plain_text(html) == "their words My own words."


def test_a_formula_is_cited_as_it_was_written() -> None:
    assert plain_text(_html("So $x^2 < 1$.")) == "So x^2 < 1."


def test_formulas_become_mathml_with_their_source_for_who_cannot_see() -> None:
    html = _html("So $x^2 < \\frac{1}{2}$:\n\n$$\n\\sum_{i} p_i\n$$")

    assert '<math display="inline" alttext="x^2 &lt; \\frac{1}{2}"><mrow><msup>' in html
    assert "<mo>&lt;</mo><mfrac>" in html
    assert '<math display="block"' in html


@pytest.mark.parametrize(
    "raw",
    ["$5 and $10", "US$ 30 to US$50", "it costs 10$ or $30 (US$ or CA$)", "$30-$50", "$HOME/$PATH", "\\$x$"],
)
def test_sums_of_money_are_no_formulas(raw: str) -> None:
    assert "<math" not in _html(raw)


@pytest.mark.parametrize("latex", ["\\frac{", "\\newcommand{\\a}{\\a\\a}\\a", "{" * 30 + "}" * 30, "_" * 300])
def test_what_cannot_be_read_is_shown_as_typed(latex: str) -> None:
    html = _html(f"${latex}$")

    assert "<math" not in html
    assert f"<code>${latex}$</code>" in html


def test_formulas_cannot_grow_without_end() -> None:
    assert len(_html("$x^y$ " * 5000)) < 400_000
    assert 'width="' not in _html("$\\hspace{1000em}x$")


def test_details_hold_whatever_a_text_may_hold() -> None:
    html = _html('[details="Annex *one*"]\n- a\n\n[spoiler]\nhidden\n[/spoiler]\n[/details]\n\nafter')

    assert "<summary>Annex <em>one</em></summary>\n<ul>" in html
    assert html.count("<details>") == html.count("</details>") == 2
    assert html.endswith("</details>\n<p>after</p>\n")


def test_details_without_an_end_reach_to_the_end() -> None:
    assert _html("[details=x]\none\n\ntwo").endswith("<p>two</p>\n</details>\n")


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("[date=2026-12-01T14:00Z]", "2026-12-01 14:00 UTC"),
        ("[date=2026-12-01T14:00+03:00]", "2026-12-01 11:00 UTC"),
        ('[date=2026-12-01 time=14:00:00 timezone="Africa/Nairobi"]', "2026-12-01 11:00 UTC"),
        ("[date=2026-12-01]", "2026-12-01"),
    ],
)
def test_a_moment_is_stored_in_utc_and_readable_as_it_is(written: str, stored: str) -> None:
    html = _html(written)

    assert f">{stored}</time>" in html
    assert 'datetime="2026-12-01' in html


@pytest.mark.parametrize(
    "raw", ["[date=2026-13-01]", "[date=2026-12-01T25:00Z]", "[date=9999-12-31T23:00-09:00]"]
)
def test_a_moment_that_never_comes_stays_text(raw: str) -> None:
    assert "<time" not in _html(raw)


def test_each_reader_sees_a_moment_in_the_own_time(app) -> None:
    html = _html("[date=2026-12-01T14:00Z]")

    with app.test_request_context("/"), force_locale("fr"):
        shown = rendered(html)

    assert 'title="2026-12-01 14:00 UTC"' in shown
    assert "1 déc. 2026" in shown
    assert plain_text(rendered(html)) == "2026-12-01 14:00 UTC"


def test_boxes_of_tasks_are_labelled_by_their_words() -> None:
    html = _html("- [x] done *well*\n- [ ] to do\n- no task")

    assert '<ul class="contains-task-list">' in html
    assert 'checked="" disabled=""> done <em>well</em></label>' in html.replace('type="checkbox" ', "")
    assert html.count("<label>") == 2


def test_the_same_text_twice_on_a_page_has_footnotes_of_its_own() -> None:
    one, two = (to_html(parse("a[^1]\n\n[^1]: x", salt=salt), people={}) for salt in ("1", "2"))

    assert one != two
