"""Roles: granted and withdrawn by the secretariat."""
