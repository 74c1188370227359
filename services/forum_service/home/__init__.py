"""The front page and the page of the advisory group."""
