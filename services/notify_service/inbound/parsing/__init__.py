"""What a mail says: bytes in, its sender's own words out. Pure: no database, no network, no clock."""
