"""What our own mail server found out about the sender, from the header it added (RFC 8601)."""

import re
from typing import Any

from notify_service.inbound.parsing.letterhead import addresses_in
from notify_service.inbound.parsing.mime import take_apart
from notify_service.inbound.parsing.shapes import Authentication

_NO = frozenset({"fail", "hardfail", "softfail", "permerror", "policy"})
_HEAD = 256 * 1024


def authentication(raw: bytes, *, trusted_hosts: tuple[str, ...]) -> Authentication:
    """The verdicts of the topmost header of a trusted host: those below may be forged."""
    headers = take_apart(raw[:_HEAD]).headers
    trusted = {host.lower().rstrip(".") for host in trusted_hosts}
    for value in headers.raws("authentication-results"):
        if _host(value) in trusted:
            results = _results(value)
            sender = (addresses_in(headers.raw("from")) or [""])[0]
            return _verdict(results, sender.rpartition("@")[2])
    return Authentication()


def _host(value: str) -> str:
    """Who says so: the first word."""
    return re.split(r"[\s;]", re.sub(r"\([^()]*\)", "", value).strip(), maxsplit=1)[0].lower().rstrip(".")


def _results(value: str) -> list[Any]:
    import authres

    text = f"Authentication-Results: {value[:8000]}"
    try:
        return list(authres.AuthenticationResultsHeader.parse(text).results)
    except Exception:  # some servers write what the standard does not know
        return []


def _verdict(results: list[Any], domain: str) -> Authentication:
    by_method: dict[str, list[Any]] = {}
    for result in results:
        by_method.setdefault(str(getattr(result, "method", "")).lower(), []).append(result)
    spf, dkim, dmarc = (_best(by_method.get(method, [])) for method in ("spf", "dkim", "dmarc"))
    return Authentication(spf=spf, dkim=dkim, dmarc=dmarc, passed=_passed(by_method, domain, dmarc))


def _best(results: list[Any]) -> str:
    """Of several signatures, one that holds is enough."""
    said = [str(result.result).lower() for result in results]
    return "pass" if "pass" in said else next(iter(said), "")


def _passed(by_method: dict[str, list[Any]], domain: str, dmarc: str) -> bool | None:
    if dmarc in ("pass", "bestguesspass") or dmarc in _NO:
        return dmarc not in _NO
    signed = by_method.get("dkim", []) + by_method.get("spf", [])
    if any(result.result == "pass" and _aligned(result, domain) for result in signed):
        return True
    refused = [str(result.result).lower() in _NO for result in signed]
    return False if len(refused) >= 2 and all(refused) else None


def _aligned(result: Any, domain: str) -> bool:
    """Whether what was proven belongs to the address that people see."""
    for prop in getattr(result, "properties", []):
        if (prop.type, prop.name) in (("header", "d"), ("header", "i"), ("smtp", "mailfrom")):
            proven = str(prop.value or "").lower().rpartition("@")[2].rstrip(".")
            if proven and (
                proven == domain or domain.endswith(f".{proven}") or proven.endswith(f".{domain}")
            ):
                return "." in proven and "." in domain
    return False
