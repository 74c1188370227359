"""Keys that an app asks a member for: the member agrees on a page, the app alone can read the key."""
