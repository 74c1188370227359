"""Mail that comes in: received, understood, decided upon, handed to the forum."""
