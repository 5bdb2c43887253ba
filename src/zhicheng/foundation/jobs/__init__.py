"""Background work: our own table, so that what a killed worker left is taken up again."""
