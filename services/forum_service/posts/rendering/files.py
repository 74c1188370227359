"""Files in a text: pictures as small ones that lead to the large, all else as a name with type and size.

What a file is called, and how large it is, is looked up for who writes; a file they may not read stays a
plain link.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from markdown_it.token import Token
from markupsafe import Markup

from forum_service.uploads.rules import FILE_PATH, KINDS, THUMBS, file_url, page_url, size_in_words

# Rows of uploads.queries.files_for.
Files = Mapping[UUID, Any]

_PICTURE = Markup(
    '<img src="{src}"{srcset} width="{width}" height="{height}" alt="{alt}" loading="lazy" decoding="async">'
)
# A phone takes the small one, however fine its screen: who wants more opens it.
_SIZES = "(max-width: 40rem) 160px, 640px"


def is_file(address: object) -> bool:
    """Whether an address is that of a file of ours."""
    return FILE_PATH.fullmatch(str(address)) is not None


def files_named_in(tokens: list[Token]) -> tuple[UUID, ...]:
    """The files that a text shows or links to, by whichever host."""
    addresses = (
        str(child.attrs.get("href") or child.attrs.get("src") or "")
        for token in tokens
        for child in token.children or []
    )
    found = (FILE_PATH.search(address) for address in addresses)
    return tuple(dict.fromkeys(UUID(match[1]) for match in found if match))


def show_files(tokens: list[Token], files: Files) -> list[Token]:
    """The tokens with the pictures and names of `files` in place of plain links."""
    for token in tokens:
        if token.children and any(child.type in ("image", "link_open") for child in token.children):
            token.children = list(_shown(token.children, files))
    return tokens


def _shown(children: list[Token], files: Files) -> Iterator[Token]:
    linked: list[Any] = []
    for child in children:
        if child.type == "image":
            yield from _image(child, _file(child.attrs.get("src"), files), linked=bool(linked))
        elif child.type == "link_open":
            linked.append(file := _file(child.attrs.get("href"), files))
            yield _named(child, file) if file is not None else child
        elif child.type == "link_close" and (file := linked.pop() if linked else None) is not None:
            yield _html(Markup(' <span class="file-note">{}</span>').format(_note(file)))
            yield child
        elif child.type == "text" and child.level and linked and linked[-1] is not None:
            yield _renamed(child, linked[-1])
        else:
            yield child


def _file(address: object, files: Files) -> Any:
    match = FILE_PATH.search(str(address or ""))
    return files.get(UUID(match[1])) if match else None


def _named(child: Token, file: Any) -> Token:
    child.attrs = {"href": page_url(file.id), "class": "file", "dir": "auto"}
    return child


def _renamed(child: Token, file: Any) -> Token:
    """A bare address reads as the name of the file."""
    if FILE_PATH.search(child.content):
        child.content = file.name
    return child


def _image(child: Token, file: Any, *, linked: bool) -> Iterator[Token]:
    if file is None or not KINDS[file.media_type].picture:
        yield from _as_link(child, file)
        return
    picture = _picture(file, alt=child.content)
    if not linked:
        note = f"{file.name} · {size_in_words(file.size)}"
        whole = Markup('<a class="picture" href="{}">{}<span class="picture-note" dir="auto">{}</span></a>')
        picture = whole.format(file_url(file.id, file.name), picture, note)
    yield _html(picture)


def _as_link(child: Token, file: Any) -> Iterator[Token]:
    address = str(child.attrs.get("src", ""))
    link = Token("link_open", "a", 1, attrs={"href": address})
    yield _named(link, file) if file is not None else link
    yield Token("text", "", 0, content=child.content or (file.name if file else address))
    if file is not None:
        yield _html(Markup(' <span class="file-note">{}</span>').format(_note(file)))
    yield Token("link_close", "a", -1)


def _picture(file: Any, *, alt: str) -> Markup:
    boxes = [box for box in THUMBS if str(box) in file.thumbs]
    large = file.thumbs[str(boxes[-1])] if boxes else {"width": file.width, "height": file.height}
    choices = [f"{file_url(file.id, file.name, box=box)} {file.thumbs[str(box)]['width']}w" for box in boxes]
    several = Markup(' srcset="{}" sizes="{}"').format(", ".join(choices), _SIZES) if len(boxes) > 1 else ""
    return _PICTURE.format(
        src=file_url(file.id, file.name, box=boxes[-1] if boxes else None),
        srcset=several,
        width=large["width"],
        height=large["height"],
        alt=alt or file.name,
    )


def _note(file: Any) -> str:
    return f"{KINDS[file.media_type].word} · {size_in_words(file.size)}"


def _html(html: Markup) -> Token:
    return Token("html_inline", "", 0, content=str(html))
