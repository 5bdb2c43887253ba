"""What the public sees: plans that were opened, with targets and progress, and the same as open data."""
