"""What can be demanded of measured values: one file per type of check."""
