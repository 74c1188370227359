"""The Parties to the Convention."""
