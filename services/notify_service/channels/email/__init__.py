"""Mail: building, queue, the two transports and what became of each mail."""
