"""Measuring items and checking what was found: on request, and after each build."""
