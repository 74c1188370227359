"""The local copy of accounts."""
