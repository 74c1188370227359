"""Fills in the files beside this one; `bin/new-service library` makes services/library_service."""

import re
import sys
from pathlib import Path

from tests.support.new_service.files import FILES

NEXT = """
Next, by hand:
  pyproject.toml                        the package under [tool.hatch.build.targets.wheel], an extra "{name}"
  shared/corridor/web/frame.py          PREFIXES: "{name}": "/{name}"
  shared/corridor/web/assets/places.py  SERVICES, when it has style sheets or scripts of its own
  shared/corridor/testing/databases.py  NAMES
  deploy/allinone/services.py           SERVICES
  docker-compose.yml, deploy/nginx, deploy/kubernetes, deploy/postgres
Then: bin/test tests/{name}_service, bin/translate, bin/check
"""


def main(arguments: list[str], *, root: Path) -> int:
    """Write the files of a new service; nothing that exists is touched."""
    if len(arguments) != 1 or not re.fullmatch(r"[a-z]{3,20}", arguments[0]):
        print("bin/new-service NAME    (one word of small letters: library)", file=sys.stderr)
        return 2
    (name,) = arguments
    if (root / "services" / f"{name}_service").exists():
        print(f"services/{name}_service is there already", file=sys.stderr)
        return 1
    for path, text in FILES.items():
        target = root / path.replace("NAME", name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.replace("NAME", name).replace("Name", name.capitalize()).lstrip("\n"))
        print(f"  {target.relative_to(root)}")
    print(NEXT.format(name=name))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], root=Path()))
