"""Calls to addresses that somebody chose: what may be called, and one careful way to call it."""
