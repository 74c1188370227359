"""What follows an accepted offer: milestones, notes, evaluation."""
