"""A service as small as one can be: it counts greetings. It stands in for any service in our tests."""
