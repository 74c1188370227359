"""Polls in a topic: a question with answers to choose from."""
