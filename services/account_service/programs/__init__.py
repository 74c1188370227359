"""What programs ask of the accounts by way of the forum: its interface has them in one place."""
