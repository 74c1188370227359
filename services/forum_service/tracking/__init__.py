"""Who has read how far, and who wants to hear of what."""
