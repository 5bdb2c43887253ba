"""Parties (主体): organisations and persons, what they were called, and who acts for them."""
