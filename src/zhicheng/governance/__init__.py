"""管理: plans, tasks, and the overview that a leader reads."""
