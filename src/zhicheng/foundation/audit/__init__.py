"""Who did what, when, before and after: an append-only, hash-chained table."""
