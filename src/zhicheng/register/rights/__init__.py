"""Rights (权利): what there is, whose it is, and what became of it, every fact with two times and its source."""
