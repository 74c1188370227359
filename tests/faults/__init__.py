"""What breaks in the middle: nothing said is lost, and nothing is heard twice."""
