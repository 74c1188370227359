"""Whether mails arrive: bounces, how addresses fare, and what the secretariat sees of it."""
