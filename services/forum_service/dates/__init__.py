"""Dates of the forum that calendars and digests show: meetings, ends of calls and polls."""
