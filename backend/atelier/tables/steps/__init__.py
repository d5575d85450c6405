"""The steps of Prepare recipes, one file each."""
