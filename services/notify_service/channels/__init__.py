"""The ways out of the house; each channel is one folder."""
