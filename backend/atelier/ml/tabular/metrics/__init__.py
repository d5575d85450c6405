"""Metrics that models are judged by, one file each."""
