"""The chained record of what was granted, withdrawn and changed, and by whom."""
