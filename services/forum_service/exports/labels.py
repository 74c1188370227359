"""The kinds of files in words."""

from flask_babel import gettext as _


def formats() -> list[tuple[str, str, str]]:
    """(ending, name, what it is good for)."""
    return [
        ("pdf", _("PDF"), _("To print, to file, to send: looks the same everywhere.")),
        ("docx", _("Word (DOCX)"), _("To go on working with the text.")),
        ("epub", _("EPUB"), _("To read on a telephone or an e-reader, without a line.")),
        ("md", _("Markdown"), _("The text as it was written, for any editor.")),
        ("mbox", _("Mailbox (mbox)"), _("Each post as a message, to open in a mail program.")),
        ("json", _("JSON"), _("For programs, with everything in it.")),
    ]
