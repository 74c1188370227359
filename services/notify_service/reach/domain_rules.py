"""What the records of a domain mean for its mail. A finding names the sentence that explains it."""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["good", "weak", "missing", "unknown"]
TOPICS = ("mx", "spf", "dkim", "dmarc")

# Each of these costs a receiving server a look-up, and ten are the most it makes (RFC 7208, 4.6.4).
_LOOK_UPS = re.compile(r"^[+?~-]?(?:include:|a(?=$|[:/])|mx(?=$|[:/])|ptr|exists:|redirect=)")
_MOST_LOOK_UPS = 10
# An RSA key of 1024 bits takes 162 bytes, one of 2048 takes 294.
_SHORT_KEY_BYTES = 200


@dataclass(frozen=True, kw_only=True)
class Finding:
    """How one matter stands, by which sentence it is explained, and the record itself."""

    verdict: Verdict
    finding: str
    record: str = ""


def read_mx(hosts: Sequence[str]) -> Finding:
    """Whether replies and reports find their way to us."""
    if not hosts:
        return Finding(verdict="missing", finding="mx_missing")
    if list(hosts) == [""]:
        return Finding(verdict="missing", finding="mx_null", record=".")
    return Finding(verdict="good", finding="mx_good", record=", ".join(hosts))


def read_spf(texts: Sequence[str]) -> Finding:
    """Whether the domain says which servers send its mail."""
    found = [text for text in texts if text.lower() == "v=spf1" or text.lower().startswith("v=spf1 ")]
    if not found:
        return Finding(verdict="missing", finding="spf_missing")
    if len(found) > 1:
        return Finding(verdict="weak", finding="spf_twice", record=" | ".join(found))
    return _read_one_spf(found[0])


def _read_one_spf(record: str) -> Finding:
    terms = record.lower().split()[1:]
    end = terms[-1] if terms else ""
    if sum(bool(_LOOK_UPS.match(term)) for term in terms) > _MOST_LOOK_UPS:
        return Finding(verdict="weak", finding="spf_long", record=record)
    if end in ("all", "+all", "?all"):
        return Finding(verdict="weak", finding="spf_open", record=record)
    if end in ("-all", "~all") or end.startswith("redirect="):
        return Finding(verdict="good", finding="spf_good", record=record)
    return Finding(verdict="weak", finding="spf_no_end", record=record)


def read_dkim(texts: Sequence[str], *, own_key: bytes | None = None) -> Finding:
    """Whether the key to check our signatures with is published, and is the one we sign with."""
    found = [text for text in texts if "p=" in text]
    if not found:
        return Finding(verdict="missing", finding="dkim_missing")
    record = found[0]
    tags = _tags(record)
    try:
        key = base64.b64decode(re.sub(r"\s", "", tags.get("p", "")), validate=True)
    except binascii.Error:
        return Finding(verdict="weak", finding="dkim_broken", record=record)
    if not key:
        return Finding(verdict="missing", finding="dkim_revoked", record=record)
    if own_key is not None and own_key != key:
        return Finding(verdict="weak", finding="dkim_other_key", record=record)
    if tags.get("k", "rsa") == "rsa" and len(key) < _SHORT_KEY_BYTES:
        return Finding(verdict="weak", finding="dkim_short", record=record)
    return Finding(verdict="good", finding="dkim_good", record=record)


def read_dmarc(texts: Sequence[str]) -> Finding:
    """Whether the domain says what to do with mail that is not ours but says so."""
    found = [text for text in texts if text.lower().replace(" ", "").startswith("v=dmarc1")]
    if not found:
        return Finding(verdict="missing", finding="dmarc_missing")
    if len(found) > 1:
        return Finding(verdict="weak", finding="dmarc_twice", record=" | ".join(found))
    tags = _tags(found[0])
    if tags.get("p", "").lower() not in ("none", "quarantine", "reject"):
        return Finding(verdict="weak", finding="dmarc_broken", record=found[0])
    if tags["p"].lower() == "none":
        return Finding(verdict="weak", finding="dmarc_none", record=found[0])
    if tags.get("pct", "100") != "100":
        return Finding(verdict="weak", finding="dmarc_part", record=found[0])
    return Finding(verdict="good", finding="dmarc_good", record=found[0])


def _tags(record: str) -> dict[str, str]:
    pairs = (piece.partition("=") for piece in record.split(";"))
    return {name.strip().lower(): value.strip() for name, equals, value in pairs if equals}
