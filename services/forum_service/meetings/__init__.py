"""The meetings of the advisory group and their documents."""
