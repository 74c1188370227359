"""Lists of topics: latest, new, unread, most active, mine, by forum, by tag; all may be filtered."""
