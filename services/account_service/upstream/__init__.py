"""Signing in through an upstream OpenID Connect provider, the "CBD account"."""
