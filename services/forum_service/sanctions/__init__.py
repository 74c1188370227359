"""Members who may not write for a while, those whose posts are looked at first, and notes on members."""
