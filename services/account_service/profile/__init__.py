"""What people say of themselves, and how they like the site."""
