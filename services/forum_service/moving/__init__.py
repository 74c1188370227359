"""Posts that went to another topic, and topics that went to another forum or were taken away."""
