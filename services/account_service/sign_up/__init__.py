"""Becoming a user: an address is confirmed by a code, then a few questions."""
