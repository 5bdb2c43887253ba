"""Rules that hold from a day on: those that are built in, and those that the city sets for itself."""
