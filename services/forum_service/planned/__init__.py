"""Topics and replies that are posted at a time to come."""
