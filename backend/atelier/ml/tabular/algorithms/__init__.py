"""Algorithms, one file each: a class that says which hyper-parameters there are and makes the estimator."""
