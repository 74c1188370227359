"""Sessions of browsers: begun, refreshed, rotated, listed, ended."""
