"""Dates of needs, offers and cases that calendars and digests show."""
