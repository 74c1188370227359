"""The directory of members."""
