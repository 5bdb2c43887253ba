"""Procedures as data: states, and the transitions between them, checked when they are built.

``declaration`` says what a procedure is, ``running`` what may happen next, ``drawing`` shows it.
"""
