"""Posts that a moderator looks at before they appear."""
