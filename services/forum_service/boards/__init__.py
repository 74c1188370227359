"""The four forums and the private board of the cases."""
