"""A provider's offer to answer a need."""
