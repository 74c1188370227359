"""Keeping order: what moderators did, the record of it, and taking it back."""
