"""Templates of mails: each letter is one text and one HTML file of the same name."""

from functools import cache
from importlib.resources import files
from typing import Any

import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from notify_service.channels.email.translating import Tongue, tongue
from notify_service.channels.email.wrapping import underline, wrap

_INLINER = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=True, keep_at_rules=True)


def render_text(template: str, language: str, /, **values: Any) -> tuple[str, str]:
    """Subject and text; the template's first line is the subject."""
    rendered = _environment(language, html=False).get_template(f"mail/{template}.txt").render(**values)
    subject, _line, text = rendered.strip().partition("\n")
    return " ".join(subject.split()), wrap(_tidy(text))


def render_html(template: str, language: str, /, **values: Any) -> str:
    """The HTML part with its styles written to the elements, as mail programs want it."""
    rendered = _environment(language, html=True).get_template(f"mail/{template}.html").render(**values)
    return str(_INLINER.inline(rendered))


def _tidy(text: str) -> str:
    lines: list[str] = []
    for line in text.strip("\n").split("\n"):
        # The sign before a signature is "-- " with its space (RFC 3676).
        line = "-- " if line.rstrip() == "--" else line.rstrip()  # noqa: PLW2901
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines) + "\n"


@cache
def _environment(language: str, *, html: bool) -> Environment:
    speech: Tongue = tongue(language)
    environment = Environment(
        loader=FileSystemLoader(str(files("notify_service").joinpath("templates"))),
        autoescape=html,  # noqa: S701  the text part is text
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_translations(speech.translations, newstyle=True)  # type: ignore[attr-defined]
    environment.globals["tongue"] = speech
    environment.globals["underline"] = underline
    return environment
