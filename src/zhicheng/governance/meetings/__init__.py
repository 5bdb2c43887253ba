"""The joint conference (联席会议、领导小组): who sits on it and since when, its meetings, what they resolve."""
