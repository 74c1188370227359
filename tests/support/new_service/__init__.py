"""`bin/new-service`: writes a service that runs, with one page, one migration and one test."""
