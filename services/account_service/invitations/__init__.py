"""Invitations by mail, with the roles that wait for whoever accepts."""
