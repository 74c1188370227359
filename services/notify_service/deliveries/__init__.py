"""The secretariat's view on what went out."""
