"""What the forum does when somebody leaves for good."""
