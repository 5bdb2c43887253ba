"""Supervision (督办): orders to units that are late, what is asked of the office, and circulars (通报)."""
