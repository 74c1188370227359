"""Leaving a stream of mails with one click and without signing in (RFC 8058)."""
