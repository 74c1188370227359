"""Meetings, deadlines and milestones that concern somebody: for pages, letters and calendar programs."""
