"""Calendar files for tests: a 2027 that nobody has published."""

import json
from typing import Any

NOTICE = "示例通知：2027年部分节假日安排"
OFF = [
    "2027-01-01..2027-01-03=元旦",
    "2027-02-05..2027-02-11=春节",
    "2027-04-03..2027-04-05=清明节",
    "2027-05-01..2027-05-05=劳动节",
    "2027-06-09=端午节",
    "2027-09-15=中秋节",
    "2027-10-01..2027-10-07=国庆节",
]
WORK = ["2027-02-14", "2027-02-20=春节调休", "2027-05-08", "2027-09-26", "2027-10-09"]


def year_2027(**changes: Any) -> bytes:
    """The file, with some of its fields replaced; None leaves a field out."""
    fields = {"year": 2027, "off": OFF, "work": WORK, "source": NOTICE} | changes
    kept = {name: value for name, value in fields.items() if value is not None}
    return json.dumps(kept, ensure_ascii=False).encode()


def feed(*events: str, head: str = "X-WR-CALNAME:示例节假日\r\n") -> bytes:
    """An .ics file; an event is ``20270101 20270104 元旦（休）``, the end exclusive or ``-``."""
    lines = []
    for event in events:
        first, end, title, *more = event.split(" ", 3)
        lines += ["BEGIN:VEVENT", f"DTSTART;VALUE=DATE:{first}"]
        lines += [] if end == "-" else [f"DTEND;VALUE=DATE:{end}"]
        lines += [f"SUMMARY;LANGUAGE=zh_CN:{title}", *more, "END:VEVENT"]
    body = "".join(f"{line}\r\n" for line in lines)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{body}END:VCALENDAR\r\n".encode()


FEED_2027 = (
    "20270101 20270104 元旦（休）",
    "20270205 20270212 春节假期",
    "20270214 - 春节补班",
    "20270220 20270221 春节（班）",
    "20270214 20270215 情人节",
    "20270403 20270406 清明（休）",
    "20270501 20270506 劳动节（休）",
    "20270508 20270509 劳动节（班）",
    "20270609 20270610 端午节（休）",
    "20270915 20270916 中秋节（休）",
    "20270926 20270927 国庆节（班）",
    "20271001T000000 20271008T000000 国庆节（休）",
    "20271009 20271010 国庆节（班）",
)

NOTICE_2027 = """示例办公厅关于2027年部分节假日安排的通知
各有关单位：
现将2027年元旦、春节等节日放假调休日期的具体安排说明如下。
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历除夕、周五）至11日（周四）放假调休，共7天。2月14日（周日）、2月20日（周六）上班。
三、清明节：4月3日（星期六）至5日（星期一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天，不调休。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（星期天）、10月9日（周六）上班。
节假日期间，各单位要妥善安排好值班工作。
"""
