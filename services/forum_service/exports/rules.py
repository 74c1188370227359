"""What may be exported at once, what as a job, and what not."""

from flask_babel import lazy_gettext as _

from corridor.errors import Invalid

# Ending of the file to its media type.
FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "mbox": "application/mbox",
    "json": "application/json",
    "md": "text/markdown",
}
# Pages of paper are laid out one by one: always a job.
SLOW = frozenset({"pdf"})
SMALL = 100
PRINTED = 500
_MOST = {"pdf": 3_000, "docx": 3_000}
MOST = 20_000


def at_once(form: str, *, posts: int) -> bool:
    """Whether a file is made while the reader waits."""
    return form not in SLOW and posts <= SMALL


def check_size(form: str, *, posts: int) -> None:
    """Refuse what would be too long to be of use; raises Invalid."""
    most = _MOST.get(form, MOST)
    if posts > most:
        raise Invalid(
            _("This is too long for one file of this kind: it has %(posts)s posts.", posts=f"{posts:,}")
        )
