"""Consensus calls: a proposed text, a time to speak, one voice each, and an outcome that stays."""
