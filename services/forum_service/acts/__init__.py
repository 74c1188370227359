"""What one may do with a post or a topic beyond reading and answering: each feature adds its acts."""
