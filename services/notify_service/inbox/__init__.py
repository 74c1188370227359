"""What waits for somebody: notices, and the items that bring them to people."""
