"""What the exact question raises when there is no calendar to answer it from."""


class CalendarUnknown(Exception):
    """No calendar is published for a year (R-T-4). The message is Chinese, for people.

    year: the first year for which one was needed.
    """

    def __init__(self, year: int, message: str = "") -> None:
        self.year = year
        super().__init__(
            message or f"{year}年的放假调休安排尚未发布或未载入，不能确定该年的工作日。"
        )
