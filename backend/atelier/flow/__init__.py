"""Pure functions over items and recipes: the graph, the plan of a build, what a result depends on."""
