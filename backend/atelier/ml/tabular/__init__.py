"""Models of tables: handling of features, algorithms, search, evaluation and explanation.

A library: usable with a table and a `Design`, without a server.
"""
