"""All services on one machine under one supervisor: what `bin/run` starts."""
