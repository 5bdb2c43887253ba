"""People, their roles in units and areas, and who stands in for whom."""
