"""Verbs about people, in three parts: ``people``, their ``roles``, and how they log in (``login``)."""
