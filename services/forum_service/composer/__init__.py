"""Writing: one form for a new topic, a reply and an edit, with preview and drafts, no script needed."""
