"""Tables of indicators and of tasks."""
