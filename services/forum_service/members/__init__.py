"""The forum's own copy of the accounts, fed by account.* events."""
