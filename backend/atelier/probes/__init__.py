"""What can be measured of an item: one file per type of probe."""
