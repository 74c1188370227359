"""Events between services: recorded in an outbox, relayed by a transport, worked from an inbox."""
