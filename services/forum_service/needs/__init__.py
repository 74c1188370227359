"""The newest needs, as matchmaking told of them, for the home page."""
