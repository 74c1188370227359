"""The register of national focal points and of organisations: whom official notifications go to."""
