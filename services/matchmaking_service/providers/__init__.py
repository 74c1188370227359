"""Support centres and other providers, with the evidence of what they can do."""
