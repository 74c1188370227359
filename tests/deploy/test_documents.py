"""What the documents say is there is there."""

import re
from pathlib import Path

import pytest

from allinone.services import SERVICES
from tests.architecture.sources import ROOT
from tests.deploy.settings import known_names

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]


def test_each_setting_has_an_entry_for_operators() -> None:
    text = (ROOT / "docs" / "operations.md").read_text()
    names = set().union(*(known_names(service) for service in SERVICES))
    missing = {name for name in names if f"`{name}`" not in text and not name.startswith("DATABASE_URL_")}

    assert not missing


def test_each_setting_that_operators_are_told_of_exists() -> None:
    text = (ROOT / "docs" / "operations.md").read_text()
    told = set(re.findall(r"^\| `((?:CORRIDOR|AMQP)_\w+)`", text, re.MULTILINE))

    assert told <= set().union(*(known_names(service) for service in SERVICES))


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_each_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text())

    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_each_command_it_names_exists(document: Path) -> None:
    named = set(re.findall(r"(?<![\w/.])bin/[a-z._-]*[a-z]", document.read_text()))

    assert [command for command in named if not (ROOT / command).exists()] == []


@pytest.mark.parametrize("record", sorted((ROOT / "docs" / "adr").glob("*.md")), ids=lambda path: path.name)
def test_a_decision_has_its_five_headings(record: Path) -> None:
    text = record.read_text()

    assert re.match(rf"# {record.name[:4]} ", text)
    assert all(
        f"**{heading}.**" in text
        for heading in ("Status", "Context", "Decision", "Alternatives", "Consequences")
    )
