"""Lines that a mail program broke, put together again (RFC 3676)."""


def unflow(text: str, *, delete_space: bool) -> str:
    """Paragraphs as one line each; quoted ones keep their marks, a signature its line."""
    found: list[str] = []
    depth, open_line = 0, False
    for line in text.split("\n"):
        level, words = _level(line)
        if words == "-- ":
            open_line = False
            found.append(">" * level + (" " if level else "") + words)
            continue
        kept = words[:-1] if delete_space and words.endswith(" ") else words
        if open_line and level == depth:
            found[-1] += kept
        else:
            found.append(">" * level + (" " if level else "") + kept)
        depth, open_line = level, words.endswith(" ")
    return "\n".join(found)


def _level(line: str) -> tuple[int, str]:
    """How deep the line is quoted, and its words without the stuffed space."""
    words = line.lstrip(">")
    level = len(line) - len(words)
    return level, words.removeprefix(" ")
