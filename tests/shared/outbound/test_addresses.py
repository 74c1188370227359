"""Which addresses may be called."""

import pytest

from corridor.outbound.addresses import is_public, is_web_address, origin_of
from corridor.outbound.calling import Unreachable, call


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.0.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "192.0.0.8", "192.0.0.170", "198.18.0.1", "224.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "::127.0.0.1"),
        *("64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:7f00:1::"),
        *("2001:db8::1", "5f00::1", "100::1"),
        *("127.1", "0x7f000001", "2130706433", "", "example.org"),
    ],
)
def test_what_leads_into_a_network_of_ours_is_not_public(address) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("93.184.215.14", "192.0.1.1", "::ffff:93.184.215.14", "2001:4860:4860::8888"),
        "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
    ],
)
def test_the_open_network_is_public(address) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        *("127.1", "0x7f000001", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]"),
        *("[2002:7f00:1::]", "169.254.169.254", "localhost"),
    ],
)
def test_however_it_is_written_it_is_not_called(host) -> None:
    with pytest.raises(Unreachable, match="private network"):
        call("GET", f"http://{host}:1/", most=10, seconds=5)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "gopher://x.example/", "http://me:word@x.example/", "//x"]
)
def test_only_web_addresses_are_called(url) -> None:
    with pytest.raises(Unreachable, match="no web address"):
        call("GET", url, most=10, seconds=5, private=True)


def test_which_addresses_can_be_called() -> None:
    assert is_web_address("https://example.org:8443/hook?x=1")
    assert not is_web_address("https://example.org:99999/")
    assert not is_web_address("https://exa mple.org/")


def test_an_origin_is_scheme_host_and_port() -> None:
    assert origin_of("https://Example.org/a") == origin_of("https://example.org:443/b")
    assert origin_of("https://example.org/") != origin_of("http://example.org/")
