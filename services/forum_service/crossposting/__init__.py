"""Showing one topic in a second forum."""
