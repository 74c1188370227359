"""`python -m forum_service.uploads.reading <media type> <file>`: the pages as JSON, within bounds."""

import json
import logging
import resource
import sys
import warnings
from pathlib import Path

from forum_service.uploads.reading.documents import read

MEMORY = 1_000_000_000
SECONDS = 60


def main(media_type: str, path: str) -> None:
    """Bind this process first, then read."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    warnings.simplefilter("ignore")
    logging.disable()
    pages = read(Path(path), media_type)
    json.dump({"pages": pages.items, "cut": pages.cut}, sys.stdout)


main(sys.argv[1], sys.argv[2])
