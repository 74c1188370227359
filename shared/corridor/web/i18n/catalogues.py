"""The catalogues of all packages: taken from the source, kept up to date, compiled, and checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from corridor.web.i18n.languages import LANGUAGES

PACKAGES = ("corridor", "account_service", "forum_service", "matchmaking_service", "notify_service")
TRANSLATED = tuple(code for code in LANGUAGES if code != "en")
_METHODS = [("**/templates/**", "jinja2"), ("**.py", "python")]
_OPTIONS = {"**/templates/**": {"trimmed": "true", "silent": "false", "extensions": "jinja2.ext.do"}}
_KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "ngettext": (1, 2),
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "lazy_pgettext": ((1, "c"), 2),
}


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A message that a reader of `language` would see in English, or see broken."""

    package: str
    language: str
    message: str
    reason: str


def folders() -> Iterator[tuple[str, Path]]:
    """Each package that is installed here, with its folder."""
    for package in PACKAGES:
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            yield package, Path(spec.origin).parent


def extract(package: str, folder: Path) -> Catalog:
    """The messages in a package's source, without line numbers: those would change with every commit."""
    catalogue = Catalog(project="Corridor", charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        str(folder),
        method_map=_METHODS,
        options_map=_OPTIONS,
        keywords=_KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for name, _line, text, comments, context in found:
        catalogue.add(text, None, [(f"{package}/{name}", 0)], auto_comments=comments, context=context)
    return catalogue


def update(package: str, folder: Path) -> None:
    """Bring the catalogues of a package up to its source; new messages are empty, gone ones are dropped."""
    template = extract(package, folder)
    for language in TRANSLATED:
        path = catalogue_path(folder, language)
        catalogue = read(path, language)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        _write(path, catalogue)


def compile_stale(folder: Path) -> int:
    """Compile the catalogues that are newer than what was compiled from them; how many there were."""
    done = 0
    for path in sorted(folder.glob("translations/*/LC_MESSAGES/messages.po")):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        compiled = BytesIO()
        write_mo(compiled, read(path, path.parts[-3]))
        # Written aside and renamed: another process may be reading the old one.
        aside = target.with_suffix(".new")
        aside.write_bytes(compiled.getvalue())
        aside.replace(target)
        done += 1
    return done


def gaps(package: str, folder: Path) -> Iterator[Gap]:
    """What is missing or broken in the catalogues of a package."""
    template = extract(package, folder)
    for language in TRANSLATED:
        known = read(catalogue_path(folder, language), language)
        for message in template:
            if message.id:
                reason = _what_is_wrong(known.get(_single(message), message.context), known)
                if reason:
                    yield Gap(package=package, language=language, message=_single(message), reason=reason)


def read(path: Path, language: str) -> Catalog:
    """A catalogue from its file; an empty one where there is none yet."""
    if not path.exists():
        return Catalog(locale=language, project="Corridor", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def catalogue_path(folder: Path, language: str) -> Path:
    """Where the messages of a package in a language are kept."""
    return folder / "translations" / language / "LC_MESSAGES" / "messages.po"


def _what_is_wrong(message: Message | None, catalogue: Catalog) -> str:
    if message is None:
        return "not in the catalogue"
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    if not all(forms) or message.fuzzy:
        return "not translated"
    return "; ".join(str(error) for error in message.check(catalogue))


def _single(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


def _write(path: Path, catalogue: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, include_lineno=False, ignore_obsolete=True)
