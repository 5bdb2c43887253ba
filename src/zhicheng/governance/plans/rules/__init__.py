"""The room's decisions, on plain values: nothing here knows a table or a request."""
