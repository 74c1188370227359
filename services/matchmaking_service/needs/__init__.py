"""Technical needs of Parties and their life."""
