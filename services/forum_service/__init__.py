"""The forum service."""
