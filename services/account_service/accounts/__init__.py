"""Accounts: their identity, their passwords, and how the other services learn of them."""
