"""How well own words are told from quoted ones: `python -m notify_service.inbound.parsing.measure [corpus]`.

The corpus is a module with `samples()` (by default the one of the tests, so run it from the top of the
repository), or a folder of mails, of which is only shown what they were read to be.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Protocol

from notify_service.inbound.parsing.reading import read_mail

_CORPUS = "tests.notify_service.inbound.corpus"


class Known(Protocol):
    """A mail of which is known what its sender wrote and what she quoted."""

    @property
    def name(self) -> str: ...
    @property
    def raw(self) -> bytes: ...
    @property
    def own(self) -> str | None: ...
    @property
    def quoted(self) -> tuple[str, ...]: ...


@dataclass
class Measured:
    """What was counted; `worst` names the mails that were read wrongly."""

    mails: int = 0
    answers: int = 0
    quoted: int = 0
    published: int = 0
    leaking: int = 0
    lost: int = 0
    empty: int = 0
    inexact: int = 0
    seconds: float = 0.0
    worst: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """How much of what was quoted would be published as the sender's own words, in signs."""
        return self.published / self.quoted if self.quoted else 0.0

    def lines(self) -> list[str]:
        """The counts as sentences."""
        speed = f"{self.mails / self.seconds:.0f} a second"
        return [
            f"{self.mails} mails, {self.answers} of them with quotes, {speed}",
            f"quoted text published as own: {self.rate:.2%} of its signs, in {self.leaking} mails",
            f"own words lost in {self.lost} mails, all of them in {self.empty}",
            f"not exactly as a person would have cut it: {self.inexact}",
            *(f"  {name}" for name in self.worst[:20]),
        ]


def measure(corpus: Iterable[Known]) -> Measured:
    """Read them all and compare with what is known of them."""
    found = Measured()
    begun = perf_counter()
    for sample in corpus:
        _count(found, sample)
    found.seconds = perf_counter() - begun
    return found


def _count(found: Measured, sample: Known) -> None:
    own = read_mail(sample.raw).own
    said = _flat("\n".join(row for row in own.split("\n") if not row.lstrip().startswith(">")))
    published = sum(len(text) for text in sample.quoted if _flat(text) in said)
    found.mails += 1
    found.answers += bool(sample.quoted)
    found.quoted += sum(len(text) for text in sample.quoted)
    found.published += published
    found.leaking += bool(published)
    if sample.own is None:
        return
    missing = [text for text in sample.own.split("\n\n") if _flat(text) not in _flat(own)]
    found.lost += bool(missing)
    found.empty += bool(sample.own.strip() and not own.strip())
    wrong = bool(_flat(own) != _flat(sample.own))
    found.inexact += wrong
    if wrong:
        found.worst.append(sample.name)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\\", "")).strip()


def _read_folder(folder: Path) -> None:
    natures: Counter[str] = Counter()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        mail = read_mail(path.read_bytes())
        natures[mail.nature] += 1
        address = mail.bounce.address if mail.bounce else ""
        print(f"{path.name}: {mail.nature} {mail.why} {address} own {len(mail.own)} cut {len(mail.cut)}")
    print(dict(natures))


def main(name: str = _CORPUS) -> None:
    """Print what was measured, of each list of mails the corpus has."""
    if Path(name).is_dir():
        _read_folder(Path(name))
        return
    corpus = import_module(name)
    for title in ("samples", "drawn"):
        if hasattr(corpus, title):
            print(f"{title}:")
            print("\n".join(measure(getattr(corpus, title)()).lines()))


if __name__ == "__main__":
    main(*sys.argv[1:2])
