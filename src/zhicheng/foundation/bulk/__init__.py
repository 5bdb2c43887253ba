"""Very many rows at once, past Django's own preparation of each."""
