"""One file a question. A benchmark compares with what a user would otherwise use, in one run."""
