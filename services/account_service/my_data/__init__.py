"""All that the services keep about somebody, for them to take along."""
