"""Texts not yet posted, kept on the server."""
