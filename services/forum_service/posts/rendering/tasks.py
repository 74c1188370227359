"""Lists of tasks: `- [ ] to do`, `- [x] done`."""

import re

from markdown_it.token import Token

_BOX = re.compile(r"\[([ xX])\]\s+(?=\S)")


def mark_tasks(tokens: list[Token]) -> None:
    """Turn the signs at the beginning of list items into boxes, each labelled by the words of its item."""
    lists: list[Token] = []
    for number, token in enumerate(tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(token)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "inline" and number > 1 and tokens[number - 2].type == "list_item_open":
            box = _BOX.match(token.content)
            if box and _tick(token, box):
                tokens[number - 2].attrSet("class", "task-list-item")
                lists[-1].attrSet("class", "contains-task-list")


def _tick(item: Token, box: re.Match[str]) -> bool:
    first = item.children[0] if item.children else None
    if first is None or first.type != "text" or not first.content.startswith(box[0].rstrip()):
        return False
    first.content = first.content[len(box[0].rstrip()) :].lstrip()
    ticked = "" if box[1] == " " else " checked"
    opening = Token("html_inline", "", 0, content=f'<label><input type="checkbox"{ticked} disabled> ')
    item.children = [opening, *(item.children or []), Token("html_inline", "", 0, content="</label>")]
    return True
