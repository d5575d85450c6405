"""How columns become numbers, one file for each type of feature."""
