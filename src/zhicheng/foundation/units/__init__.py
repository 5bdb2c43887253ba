"""Organisations and areas: who a city's work is given to."""
