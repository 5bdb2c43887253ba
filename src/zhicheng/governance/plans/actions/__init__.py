"""The verbs of this room: each one transaction, with its audit row in it."""
