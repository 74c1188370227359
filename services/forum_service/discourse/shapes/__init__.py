"""Rows as the objects that programs read, field by field."""
