"""A service as small as one with pages can be: members write notes. It shows what the web frame does."""
