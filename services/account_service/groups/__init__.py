"""Groups: whoever is in one holds the role `group:<slug>`, for a term, in every service."""
