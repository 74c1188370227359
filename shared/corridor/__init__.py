"""The library all Corridor services share; it never imports a service."""
