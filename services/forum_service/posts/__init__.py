"""Posts: written in Markdown, rendered once, kept with their revisions."""
