"""Which addresses may be called: those of the open network, never this machine or the network around it."""

import ipaddress
from urllib.parse import urlsplit

# Python's `is_global` differs between its versions, and calls some of these open. The last ones carry an
# IPv4 address within: by NAT64, 6to4 and Teredo they lead to where that address leads.
_CLOSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("2001:db8::/32", "3fff::/20", "2001:10::/28", "2001:20::/28", "2001:2::/48"),
        *("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"),
    )
)
# All that was ever given out of IPv6; the rest is local, multicast or reserved.
_OPEN_6 = ipaddress.ip_network("2000::/3")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open network."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip not in _OPEN_6:
            return False
    return not any(ip in network for network in _CLOSED if network.version == ip.version)


def is_web_address(url: str) -> bool:
    """Whether this can be called at all: http or https, a host, no name or password in it."""
    try:
        parts = urlsplit(url)
        port_is_one = parts.port is None or parts.port > 0
    except ValueError:
        return False
    plain = "@" not in parts.netloc and url.isascii() and not any(sign.isspace() for sign in url)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and port_is_one and plain


def origin_of(url: str) -> tuple[str, str, int]:
    """Scheme, host and port: two addresses of one origin are answered by the same program."""
    parts = urlsplit(url)
    return parts.scheme, (parts.hostname or "").lower(), port_of(url)


def port_of(url: str) -> int:
    """The port, be it said or meant."""
    parts = urlsplit(url)
    return parts.port or (443 if parts.scheme == "https" else 80)
