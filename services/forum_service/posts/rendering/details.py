"""Text to be opened: a block from `[details="Summary"]` to `[/details]`, or `[spoiler]` to `[/spoiler]`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_OPEN = re.compile(r"\[(details|spoiler)(?:=(?:\"([^\"\]]{0,200})\"|([^\"\]]{0,200})))?\]\s*")
_UNNAMED = "…"


def use_details(markdown: MarkdownIt) -> None:
    """Teach a parser details."""
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    markdown.block.ruler.before("fence", "details", _read, {"alt": interrupts})


def _read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    match = _OPEN.fullmatch(_line(state, start)) if not state.is_code_block(start) else None
    if match is None:
        return False
    if silent:
        return True
    last = _closing(state, match[1], start, end)
    _push(state, (match[2] or match[3] or "").strip() or _UNNAMED, start, last)
    state.line = min(last + 1, end)
    return True


def _closing(state: StateBlock, name: str, start: int, end: int) -> int:
    """The line that closes the block, else the end of what it stands in."""
    depth = 1
    for number in range(start + 1, end):
        line = _line(state, number)
        if line.startswith(f"[{name}") and _OPEN.fullmatch(line):
            depth += 1
        elif line.rstrip() == f"[/{name}]":
            depth -= 1
            if not depth:
                return number
    return end


def _push(state: StateBlock, summary: str, start: int, last: int) -> None:
    state.push("details_open", "details", 1).map = [start, last]
    state.push("summary_open", "summary", 1)
    words = state.push("inline", "", 0)
    words.content, words.map, words.children = summary, [start, start], []
    state.push("summary_close", "summary", -1)
    outer, state.lineMax = state.lineMax, last
    state.md.block.tokenize(state, start + 1, last)
    state.lineMax = outer
    state.push("details_close", "details", -1)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
