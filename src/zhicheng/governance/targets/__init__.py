"""指标: what the plans want to reach, what was measured, and whether it will be reached."""
