"""Pure libraries of the field: no Django, no database, no network. Each is a verb of the command line."""
