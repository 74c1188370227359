"""Templates: no script or style of their own (the policy forbids it), nothing let through unescaped."""

import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, templates

INLINE = re.compile(
    r"<style\b|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\b(src=|type=\"application/json\"))"
)
# Rendered and cleaned once when written (web.md); everything else is escaped.
MAY_BE_SAFE = re.compile(r"\{\{-?\s*(post|quoted|preview|draft|meeting|document)\w*\.?\w*html\b")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", templates(), ids=_name)
def test_no_inline_style_or_script(path: Path) -> None:
    found = [line.strip() for line in path.read_text().splitlines() if INLINE.search(line)]

    assert not found


@pytest.mark.parametrize("path", templates(), ids=_name)
def test_only_cleaned_html_is_let_through(path: Path) -> None:
    safe = [line.strip() for line in path.read_text().splitlines() if re.search(r"\|\s*safe\b", line)]

    assert all(MAY_BE_SAFE.search(line) for line in safe), safe


@pytest.mark.parametrize("path", [path for path in templates() if not path.name.startswith("_")], ids=_name)
def test_each_page_has_a_title(path: Path) -> None:
    text = path.read_text()

    assert "{% extends" not in text or "{% block title %}" in text
