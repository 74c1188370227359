"""Webhooks: what happens in the forums, told to other programs as it happens."""
