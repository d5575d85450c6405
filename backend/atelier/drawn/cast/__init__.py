"""The characters of the tutorial, all of our own invention: people in one file, other beings in another."""
