r"""Formulas: `$x^2$` in a line and `$$ ... $$` on lines of their own, from LaTeX to MathML.

The browser draws MathML without a script. What cannot be read is shown as it was typed, and so is what
would grow too large. Sums of money stay sums of money: "$5 and $10", "US$ 30", "10$".
"""

import html
import re
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree as ET

from latex2mathml.converter import Converter
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.dollarmath.index import math_block_dollar

LONGEST_IN_LINE = 500
LONGEST = 2000
DEEPEST = 20
# What all formulas of a post together may grow to, in characters of MathML.
BUDGET = 100_000

# From one dollar to the next, neither with a space on its inside, nor beside a letter or figure.
_IN_LINE = re.compile(rf"\$(?![\s$])((?:\\.|[^\\$\n]){{1,{LONGEST_IN_LINE}}})(?<!\s)\$(?![\w$])")
_PRICE = re.compile(r"\d[^\\^_={}]*")
# Commands that define commands could make much of little; the others are no business of a formula.
_REFUSED = re.compile(r"\\(?:\w*def|let|\w*command\*?|href|class|style|id|verb)(?![a-zA-Z])")


def use_maths(markdown: MarkdownIt) -> None:
    """Teach a parser formulas."""
    markdown.inline.ruler.before("escape", "math_inline", _read_in_line)
    markdown.block.ruler.before("fence", "math_block", math_block_dollar(allow_labels=False))
    markdown.add_render_rule("math_inline", _show_in_line)
    markdown.add_render_rule("math_block", _show_block)


def _read_in_line(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$" or state.src[state.pos - 1 : state.pos].isalnum():
        return False
    match = _IN_LINE.match(state.src, state.pos, state.posMax)
    if match is None or _PRICE.fullmatch(match[1]):
        return False
    if not silent:
        state.push("math_inline", "math", 0).content = match[1]
    state.pos = match.end()
    return True


def _show_in_line(_renderer: Any, tokens: Any, index: int, _options: Any, env: Any) -> str:
    latex = tokens[index].content
    return _within_budget(latex, "inline", env) or f"<code>${html.escape(latex)}$</code>"


def _show_block(_renderer: Any, tokens: Any, index: int, _options: Any, env: Any) -> str:
    latex = tokens[index].content.strip()
    made = _within_budget(latex, "block", env)
    return f"<p>{made}</p>\n" if made else f"<pre><code>$$\n{html.escape(latex)}\n$$</code></pre>\n"


def _within_budget(latex: str, display: str, env: dict[str, Any]) -> str | None:
    made = to_mathml(latex, display)
    left = env.get("maths_left", BUDGET) - len(made or "")
    if made is None or left < 0:
        return None
    env["maths_left"] = left
    return made


@lru_cache(maxsize=512)
def to_mathml(latex: str, display: str) -> str | None:
    """The formula as MathML, its source as the text for who cannot see it; None where it cannot be read."""
    if not latex or len(latex) > LONGEST or "$$" in latex:
        return None
    if _REFUSED.search(latex) or _depth(latex) > DEEPEST:
        return None
    try:
        formula = Converter(display=display).convert_to_element(latex)
    except Exception:  # the library raises what it likes on half a formula
        return None
    formula.set("alttext", latex)
    for element in formula.iter():
        # The library writes entities as text; serialising must escape what they mean, once.
        element.text = html.unescape(element.text) if element.text else None
    return ET.tostring(formula, encoding="unicode")


def _depth(latex: str) -> int:
    depth = deepest = 0
    for sign in latex:
        depth += (sign == "{") - (sign == "}")
        deepest = max(deepest, depth)
    return deepest + latex.count("\\begin")
