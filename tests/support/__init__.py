"""What runs the tests, and what several of their rooms share."""
