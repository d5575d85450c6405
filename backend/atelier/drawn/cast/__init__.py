"""The characters of the tutorial, all of our own invention, one to a file."""
