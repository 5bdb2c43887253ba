"""Targets: figures, their names, and aims without figures."""
