"""Leaving: without a name, or for good, after some days in which one can change one's mind."""
