"""Asking the DNS for the records of our own domain."""

from dataclasses import dataclass

from notify_service.settings import NotifySettings

_SECONDS = 8.0


class Unanswered(Exception):
    """The DNS did not answer: nothing is known, which is not the same as nothing being there."""


@dataclass(frozen=True, kw_only=True)
class Records:
    """What the DNS says about a domain; texts are whole, however many pieces they came in."""

    mx: tuple[str, ...]
    texts: tuple[str, ...]
    dmarc: tuple[str, ...]
    dkim: tuple[str, ...]


def look_up(settings: NotifySettings, domain: str) -> Records:
    """All records that matter for mail; raises Unanswered."""
    selector = settings.dkim_selector
    return Records(
        mx=_mx(settings, domain),
        texts=_texts(settings, domain),
        dmarc=_texts(settings, f"_dmarc.{domain}"),
        dkim=_texts(settings, f"{selector}._domainkey.{domain}") if selector else (),
    )


def _mx(settings: NotifySettings, name: str) -> tuple[str, ...]:
    return tuple(str(record.exchange).rstrip(".") for record in _ask(settings, name, "MX"))


def _texts(settings: NotifySettings, name: str) -> tuple[str, ...]:
    return tuple(
        b"".join(record.strings).decode("utf-8", "replace") for record in _ask(settings, name, "TXT")
    )


def _ask(settings: NotifySettings, name: str, kind: str) -> list:  # type: ignore[type-arg]
    # Imported here: a web worker does not need it.
    from dns.exception import DNSException
    from dns.resolver import NXDOMAIN, NoAnswer

    try:
        return list(_resolver(settings).resolve(name, kind, lifetime=_SECONDS))
    except (NXDOMAIN, NoAnswer):
        return []
    except (DNSException, OSError) as error:
        raise Unanswered(str(error)) from error


def _resolver(settings: NotifySettings):  # type: ignore[no-untyped-def]
    from dns.resolver import Resolver

    if not settings.dns_server:
        return Resolver()
    host, _colon, port = settings.dns_server.rpartition(":")
    resolver = Resolver(configure=False)
    resolver.nameservers, resolver.port = [host], int(port)
    return resolver
