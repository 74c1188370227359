"""Posts and topics a member keeps at hand, with a note and a reminder."""
