"""The words in documents, read by a process of its own: a file may be made to hang or to burst its reader."""
