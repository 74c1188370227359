"""API keys: what a program shows to act for its owner."""
