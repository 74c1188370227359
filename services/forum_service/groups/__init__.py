"""The forum's copy of the groups that account_service keeps: one can write to a group."""
