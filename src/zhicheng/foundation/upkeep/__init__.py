"""运维: a city in one file and back again, and whether all is well with an installation."""
