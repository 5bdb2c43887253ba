"""The pages about people, for the administrator; and everybody's own."""
