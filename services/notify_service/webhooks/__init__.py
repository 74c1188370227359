"""Webhooks: official notifications, dates and needs, told to other systems as they come."""
