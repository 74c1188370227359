"""Open pages hear at once how much waits: by a process of its own that holds their connections."""
