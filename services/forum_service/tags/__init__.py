"""Words on topics: members add them, staff keep them in order."""
