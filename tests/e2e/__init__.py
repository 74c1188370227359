"""The whole of it, as people meet it: browsers in front, mail servers behind."""
