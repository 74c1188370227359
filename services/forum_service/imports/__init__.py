"""Bringing in what was written elsewhere: another forum, or the archive of a mailing list."""
