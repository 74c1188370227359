"""Official notifications: drafted, approved by a second person, sent, followed, kept in the archive."""
