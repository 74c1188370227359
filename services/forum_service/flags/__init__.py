"""Posts that members ask the moderators to look at."""
