"""The entry page: what waits for whom."""
