"""What a reviewer would otherwise have to look for: structure, sizes, layers."""
