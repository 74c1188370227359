"""Invitations by the list: a file is read, looked at, confirmed, and sent line by line."""
