"""Thanking somebody for a post."""
