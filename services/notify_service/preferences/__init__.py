"""What each member wants to be told, how and when."""
