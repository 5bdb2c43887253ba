"""The calendars that the city works by: published years, years loaded from a file, and what follows."""
