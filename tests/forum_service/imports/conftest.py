"""Another forum to read from: our own, as programs see it."""

from tests.forum_service.discourse.conftest import accounts, key_of, site, speak, version

__all__ = ["accounts", "key_of", "site", "speak", "version"]
