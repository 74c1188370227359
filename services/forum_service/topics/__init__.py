"""Topics: what is discussed in a forum."""
