"""The record: a topic or a forum as a file to print, keep and cite from."""
