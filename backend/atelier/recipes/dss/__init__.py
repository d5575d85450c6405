"""The settings of visual recipes in the shapes that DSS keeps them in, one file per type: plain values, both ways.

Reference: the public source of the open `dataikuapi` client (Apache-2.0), whose settings classes write these shapes.
"""
