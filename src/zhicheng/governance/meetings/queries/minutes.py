"""The minutes (会议纪要) as a document: what a template may ask for, and what it is told."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.documents.paper import Sheet
from zhicheng.foundation.documents.queries import composed
from zhicheng.foundation.documents.registry import Kind
from zhicheng.foundation.documents.rules import Context, Field, Value
from zhicheng.foundation.face.records import Text
from zhicheng.foundation.face.told import told
from zhicheng.governance.meetings.models import Meeting
from zhicheng.governance.meetings.queries.meetings import (
    Charge,
    agenda_shown,
    charges_of,
    presence_of,
    unit_called,
)
from zhicheng.governance.meetings.rules import PRESENCE_NAMES, SEAT_NAMES, Presence, SeatKind


def _sheet() -> bytes:
    sheet = Sheet()
    sheet.title("{{ title }}纪要")
    sheet.label("时间：", "{{ held_on }}")
    sheet.label("地点：", "{{ place }}")
    sheet.label("主持：", "{{ chair }}")
    sheet.line("{{ summary }}")
    sheet.each("item", "items")
    sheet.heading("{{ item.number }}、{{ item.title }}")
    sheet.line("{{ item.outcome }}")
    sheet.end()
    sheet.when("resolutions")
    sheet.heading("会议议定事项")
    sheet.each("resolution", "resolutions")
    sheet.line("{{ resolution.number }}．{{ resolution.text }}{{ resolution.charge }}")
    sheet.end()
    sheet.end_when()
    sheet.heading("出席情况")
    columns = (
        ("单位", "{{ member.unit }}", 50),
        ("职务", "{{ member.office }}", 38),
        ("姓名", "{{ member.person }}", 30),
        ("出席情况", "{{ member.presence }}", 38),
    )
    sheet.table("member", "members", columns)
    sheet.signature("{{ conference }}办公室")
    sheet.signature("{{ issued_on }}")
    return sheet.content()


_ITEM = (
    Field("number", _("序号")),
    Field("title", _("议题")),
    Field("unit", _("汇报单位")),
    Field("outcome", _("审议结果")),
)
_RESOLUTION = (
    Field("number", _("序号")),
    Field("text", _("议定内容")),
    Field("lead", _("牵头单位")),
    Field("units", _("责任单位")),
    Field("due_on", _("完成时限")),
    Field("charge", _("分工和时限一句话")),
)
_MEMBER = (
    Field("seat", _("席位")),
    Field("unit", _("单位")),
    Field("office", _("职务")),
    Field("person", _("姓名")),
    Field("presence", _("出席情况")),
)
MINUTES = Kind(
    key="meetings.minutes",
    title=_("会议纪要"),
    fields=(
        Field("conference", _("联席会议")),
        Field("title", _("会议名称")),
        Field("held_on", _("会议日期")),
        Field("place", _("地点")),
        Field("chair", _("主持人")),
        Field("summary", _("会议概况")),
        Field("issued_on", _("印发日期")),
        Field("items", _("议题"), _ITEM),
        Field("resolutions", _("议定事项"), _RESOLUTION),
        Field("members", _("应到人员"), _MEMBER),
    ),
    built_in=_sheet,
)


def minutes_now(meeting: Meeting, on: date) -> bytes:
    """The minutes as they would be issued on a day: a preview."""
    return composed(MINUTES, context_of(meeting, on))


def context_of(meeting: Meeting, on: date) -> Context:
    """What the minutes say, in Chinese whoever asks. on: the day of issue."""
    return {
        "conference": meeting.conference.name,
        "title": meeting.title,
        "held_on": _day(meeting.held_on),
        "place": meeting.place,
        "chair": meeting.chair,
        "summary": meeting.summary,
        "issued_on": _day(on),
        "items": _items(meeting),
        "resolutions": [
            _resolution(number, row) for number, row in enumerate(charges_of(meeting), start=1)
        ],
        "members": _members(meeting),
    }


def _items(meeting: Meeting) -> Value:
    return [
        {
            "number": _numeral(number),
            "title": item.title,
            "unit": unit,
            "outcome": item.outcome,
        }
        for number, (item, unit) in enumerate(agenda_shown(meeting), start=1)
    ]


def _resolution(number: int, charged: Charge) -> dict[str, Value]:
    row, lead, units = charged.resolution, charged.lead, charged.units
    due_on = _day(row.due_on) if row.due_on else ""
    charge = ""
    if lead:
        charge = (
            told(
                "（牵头单位：%(lead)s，责任单位：%(units)s；%(day)s前完成）",
                lead=lead, units=units, day=due_on,
            )
            if units
            else told("（牵头单位：%(lead)s；%(day)s前完成）", lead=lead, day=due_on)
        )  # fmt: skip
    return {
        "number": str(number), "text": row.text, "lead": lead, "units": units, "due_on": due_on,
        "charge": charge,
    }  # fmt: skip


def _members(meeting: Meeting) -> Value:
    found: list[dict[str, Value]] = []
    for seat, row in presence_of(meeting):
        said = _chinese(PRESENCE_NAMES[Presence(row.presence)]) if row else ""
        said += f"（{row.deputy}）" if row and row.deputy else ""
        found.append(
            {
                "seat": _chinese(SEAT_NAMES[SeatKind(seat.kind)]),
                "unit": unit_called(meeting, seat, row),
                "office": seat.office,
                "person": seat.person,
                "presence": said,
            }
        )
    return found


def _chinese(words: Text) -> str:
    """A name of the product's as it stands in a Chinese document, whoever composes it."""
    return told("%(name)s", name=words)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


_DIGITS = "零一二三四五六七八九"


def _numeral(number: int) -> str:
    """一 to 九十九, as headings of official documents are numbered; figures beyond."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
