"""日程: the days that matter to a person, from all rooms, as a month, as a list and as iCalendar (.ics)."""
