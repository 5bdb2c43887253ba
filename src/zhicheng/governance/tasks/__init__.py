"""台账: published tasks, the units that they are given to, their reports, and how they are closed."""
