"""Charts: a declared question over the rows of a table, compiled to one query and answered with few marks."""
