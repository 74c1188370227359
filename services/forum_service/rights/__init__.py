"""Who reads, answers, opens topics and moderates in each forum: shown, changed, taken back."""
