"""Fills in deploy/nginx/corridor.conf.template, as the nginx image does by itself.

ACCOUNT_UPSTREAM=127.0.0.1:8001 ... LISTEN=127.0.0.1:8080 SCHEME='$scheme' python -m allinone.nginx
"""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

TEMPLATE = Path(__file__).parents[1] / "nginx" / "corridor.conf.template"
# Braces mark what is filled in; nginx's own variables are written without them.
PLACE = re.compile(r"\$\{([A-Z_]+)\}")


def site(values: Mapping[str, str], *, template: Path = TEMPLATE) -> str:
    """The configuration of the site, for the http block; KeyError names a value that is missing."""
    return PLACE.sub(lambda found: values[found[1]], template.read_text())


if __name__ == "__main__":
    sys.stdout.write(site(os.environ))
