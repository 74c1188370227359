"""Translations of posts, by members or by a machine, always with their origin and the original."""
