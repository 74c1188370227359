"""Writes docs/openapi/<service>.json, the description of each JSON API: `python -m tests.support.openapi`."""

import json
from pathlib import Path

from allinone.services import SERVICES
from corridor.service import Service

FOLDER = Path(__file__).parents[2] / "docs" / "openapi"


def describe(service: Service) -> str | None:
    """The description that a running service gives of its API; None where it has none."""
    settings = service.settings(service=service.name, database_url="postgresql://nobody@127.0.0.1:1/none")
    app = service.create_app(settings)
    paths = [rule.rule for rule in app.url_map.iter_rules() if rule.rule.endswith("/openapi.json")]
    if not paths:
        return None
    answer = app.test_client().get(paths[0])
    return json.dumps(answer.get_json(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def descriptions() -> dict[str, str]:
    """File name -> text, for every service with an API."""
    made = ((service.name, describe(service)) for service in SERVICES)
    return {f"{name}.json": text for name, text in made if text is not None}


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in descriptions().items():
        (FOLDER / name).write_text(text)
        print(f"  docs/openapi/{name}")
