"""Whether the sender is who she says, by what our own mail server found out."""

import pytest

from notify_service.inbound.parsing import Authentication, authentication

FROM = b"From: Amina <amina@example.org>\r\n\r\nx"


def _read(*headers: str) -> Authentication:
    lines = "".join(f"Authentication-Results: {header}\r\n" for header in headers)
    return authentication(lines.encode() + FROM, trusted_hosts=("mx.house.example",))


@pytest.mark.parametrize(
    ("said", "passed"),
    [
        (
            "spf=pass smtp.mailfrom=a.example; dkim=none; dmarc=pass header.from=example.org",
            True,
        ),
        ("spf=fail smtp.mailfrom=example.org; dmarc=fail (p=reject) header.from=example.org", False),
        ("dkim=pass header.d=example.org", True),
        ("dkim=pass header.d=mail.example.org", True),
        ("dkim=pass header.d=elsewhere.example", None),
        ("spf=pass smtp.mailfrom=amina@example.org", True),
        ("spf=softfail smtp.mailfrom=example.org; dkim=fail header.d=example.org", False),
        ("spf=none; dkim=none", None),
        ("dkim=fail header.d=a.example; dkim=pass header.d=example.org", True),
        ("none", None),
    ],
)
def test_the_verdict_follows_what_the_house_says(said: str, passed: bool | None) -> None:
    assert _read(f"mx.house.example; {said}").passed is passed


def test_only_our_own_server_is_believed() -> None:
    assert _read("mx.evil.example; dmarc=pass header.from=example.org") == Authentication()


def test_what_stands_below_the_first_of_ours_may_be_forged() -> None:
    found = _read(
        "mx.house.example; dmarc=fail header.from=example.org", "mx.house.example; dmarc=pass header.from=x"
    )

    assert found.passed is False
    assert found.dmarc == "fail"


def test_nonsense_says_nothing() -> None:
    assert _read("mx.house.example; dmarc=;;; (((").passed is None
    assert authentication(b"", trusted_hosts=()) == Authentication()
