"""Posts as plain text."""

from hypothesis import given
from hypothesis import strategies as st

from notify_service.channels.email.plain import shorten, to_plain


def test_paragraphs_quotes_and_lists_keep_their_shape():
    html = """<p>Dear all,<br>see <a href="https://x.example/a">the <em>guide</em></a>.</p>
    <blockquote><p>One</p><p>two</p></blockquote>
    <ul><li>wet</li><li><p>dry</p><ol><li>first</li><li>second</li></ol></li></ul>
    <pre><code>a = 1
    b = 2</code></pre>
    <table><tr><th>Site</th><th>Area</th></tr><tr><td>Delta</td><td>61</td></tr></table>"""

    assert to_plain(html).split("\n\n") == [
        "Dear all,\nsee the guide (https://x.example/a).",
        "> One\n>\n> two",
        "- wet\n- dry\n  1. first\n  2. second",
        "    a = 1\n        b = 2",
        "Site | Area\nDelta | 61",
    ]


def test_a_bare_link_is_not_said_twice():
    assert to_plain('<p><a href="https://x.example">https://x.example</a></p>') == "https://x.example"


def test_scripts_say_nothing():
    assert to_plain("<p>a<script>alert(1)</script>b</p>") == "ab"


@given(st.text(max_size=300))
def test_whatever_is_written_is_read(html):
    assert isinstance(to_plain(html), str)


def test_deep_nesting_is_no_trouble():
    assert to_plain("<blockquote>" * 5000 + "deep" + "</blockquote>" * 5000).endswith("deep")


def test_long_text_is_cut_after_a_word():
    text, cut = shorten("one two three four five", 15)

    assert (text, cut) == ("one two three…", True)
    assert shorten("short", 15) == ("short", False)


def test_text_without_spaces_is_cut_where_it_is():
    assert shorten("沼" * 100, 50) == ("沼" * 49 + "…", True)


def test_formulas_read_as_they_were_written_and_tasks_have_their_marks() -> None:
    html = '<p>So <math display="inline" alttext="x^2 &lt; 1"><mrow><mi>x</mi></mrow></math>.</p>'
    html += '<ul><li><label><input type="checkbox" checked=""> done</label></li></ul>'
    html += "<details><summary>More</summary><p>inside</p></details>"

    assert to_plain(html).split("\n\n") == ["So x^2 < 1.", "- [x] done", "More", "inside"]
