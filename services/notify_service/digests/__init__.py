"""The daily and weekly summary."""
