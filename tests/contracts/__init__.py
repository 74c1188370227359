"""Do producers and consumers agree on events: a sample of each version, kept as long as the version lives."""
