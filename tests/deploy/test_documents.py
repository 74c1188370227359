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


def test_each_feature_that_is_there_names_a_test_that_exists() -> None:
    text = (ROOT / "docs" / "features.md").read_text()
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if "::" in line
    ]

    named = [name for row in rows for cell in row for name in re.findall(r"`([^`\s]+::\w+)`", cell)]
    missing = [name for name in named if not _has_test(name)]

    assert len(named) > 100
    assert missing == []


def test_no_feature_is_claimed_without_a_test() -> None:
    lines = (ROOT / "docs" / "features.md").read_text().splitlines()
    tables = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")
    ]
    # The last columns are the same in all tables: Corridor, shown by, remark.
    claims = [row for row in tables if len(row) >= 4 and row[-3] in ("Y", "P")]

    assert len(claims) > 100
    assert [row[0] for row in claims if "::" not in row[-2]] == []


def _has_test(name: str) -> bool:
    path, _, test = name.partition("::")
    return (ROOT / path).is_file() and f"def {test}(" in (ROOT / path).read_text()
