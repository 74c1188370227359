"""The local copy of accounts, and who is to be told of what."""
