"""What is new: all posts of one's forums that one has not read, on one small page."""
