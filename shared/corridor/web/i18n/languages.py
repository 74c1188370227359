"""The six official languages of the United Nations."""

from dataclasses import dataclass

from flask_babel import get_locale


@dataclass(frozen=True)
class Language:
    """A language of the interface, by its own name."""

    code: str
    name: str
    direction: str = "ltr"
    # What a browser is told: Chinese without a script would be guessed from the reader's system.
    tag: str = ""

    @property
    def lang(self) -> str:
        return self.tag or self.code


LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("ar", "العربية", "rtl"),
        Language("zh", "中文", tag="zh-Hans"),
        Language("en", "English"),
        Language("fr", "Français"),
        Language("ru", "Русский"),
        Language("es", "Español"),
    )
}


def current_language() -> Language:
    """The language of the page being made."""
    locale = get_locale()
    return LANGUAGES.get(locale.language if locale else "en", LANGUAGES["en"])
