"""`bin/bench`: how fast the pages are, beside the barest pages this machine can serve in the same run."""
