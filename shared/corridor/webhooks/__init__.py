"""Telling other programs what happens: addresses, a queue, a log, and calls that are tried again.

A service has its own tables (`models`), names its events, and says what is told of each.
"""
