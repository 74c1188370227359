"""All services in one process, with a PostgreSQL of their own."""
