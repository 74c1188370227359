"""Signing in: by password, by mailed code, by the link beside it."""
