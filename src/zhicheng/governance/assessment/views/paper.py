"""A frozen result to be read and printed (R-SC, appendix C): drawn from the bytes that were frozen, in whichever
form they are. What an earlier form did not keep stays a dash."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import signed_in
from zhicheng.foundation.face.records import Light, Shown, Tone
from zhicheng.foundation.face.told import retold
from zhicheng.governance.assessment.papers import frozen_of
from zhicheng.governance.assessment.rules import APPEAL_NAMES, AppealState, shown_mark
from zhicheng.governance.assessment.views.common import find, way_to

_Cells = tuple[tuple[Any, Shown], ...]
"""A row: each cell with its head."""


@dataclass(frozen=True, slots=True)
class Part:
    """One who was assessed. facts: what stands above the table. events: bonuses and deductions."""

    unit: str
    facts: _Cells
    rows: list[_Cells]
    events: list[_Cells]
    appeals: list[_Cells]
    narrative: list[str]


def paper(request: HttpRequest, key: int) -> HttpResponse:
    """The whole result on pages that can be printed, for those who may have it."""
    found = find(request, key)
    kept = frozen_of(signed_in(request), found)
    content = json.loads(kept.content)
    context = {
        "scheme": found,
        "way": way_to(found),
        "kept": kept,
        "facts": _facts(content),
        "parts": [_part(sheet) for sheet in content["sheets"]],
        "merged": content.get("merged", []),
        "signed": _signed(content),
    }
    return render(request, "assessment/paper.html", context)


def _facts(content: Mapping[str, Any]) -> _Cells:
    scheme = content["scheme"]
    return (
        (_("考核年度"), str(content["year"])),
        (_("城市"), " ".join(filter(None, (content["city"], content["code"])))),
        (_("依据"), scheme["basis"] or None),
        (_("考核期"), " – ".join(scheme["period"])),
        (_("方案版本"), scheme.get("version")),
        (_("公示日期"), _day(scheme["announced_on"])),
    )


def _signed(content: Mapping[str, Any]) -> _Cells:
    given = content.get("sign_off") or {"opinion": content.get("signed_off")}
    return (
        (_("审定意见"), given["opinion"]),
        (_("召集人"), given.get("convener")),
        (_("牵头单位"), given.get("lead")),
        (_("审定日期"), _day(given.get("date"))),
    )


def _part(sheet: Mapping[str, Any]) -> Part:
    return Part(
        sheet["unit"],
        (
            (_("总分"), _mark(sheet["total"])),
            (_("名次"), sheet["rank"]),
            (_("报送时间"), _moment(sheet.get("submitted_at"))),
            (_("核定人"), sheet["verifier"]),
            (_("核定时间"), _moment(sheet["verified_at"])),
        ),
        [_row(row) for row in sheet["rows"]],
        [_event(row, word) for name, word in _EVENTS for row in sheet[name]],
        [_appeal(row) for row in sheet["appeals"]],
        [one["sentence"] for one in sheet.get("narrative", [])],
    )


def _row(row: Mapping[str, Any]) -> _Cells:
    """Of a form before the second only the measured value is known of what target and actual are."""
    files = "、".join(proof["name"] for proof in row["evidence"])
    said = " ".join(filter(None, (retold(row["why"]), row["note"], row["reason"])))
    score = Light(_("合理缺项"), Tone.QUIET) if row["exempt"] else _mark(row["score"])
    return (
        (_("维度"), row["dimension"]),
        (_("考核指标"), row["indicator"]),
        (_("分值"), _mark(row["mark"])),
        (_("计量单位"), retold(row.get("unit") or "") or None),
        (_("目标值"), _mark(row.get("target"))),
        (_("实际值"), _mark(row.get("actual", row["value"]))),
        (_("数据截至"), _day(row["as_of"])),
        (_("分母"), _mark(row.get("denominator"))),
        (_("自评分"), _mark(row["self_score"])),
        (_("核定分"), score),
        (_("核定人"), row.get("verifier")),
        (_("佐证"), files or None),
        (_("说明"), said or None),
    )


_EVENTS = (("bonus", _("加分")), ("deductions", _("扣分")))


def _event(row: Mapping[str, Any], word: Any) -> _Cells:
    counted = Light(_("已采纳"), Tone.GOOD) if row["counted"] else Light(_("未采纳"), Tone.QUIET)
    return (
        (_("类别"), word),
        (_("条款"), row["clause"]),
        (_("事项"), row["event"]),
        (_("分值"), _mark(row["score"])),
        (_("合计上限（分）"), _mark(row.get("cap"))),
        (_("核定"), counted),
        (_("计入总分"), _mark(row.get("counted_score"))),
        (_("核定理由"), row["reason"] or None),
    )


def _appeal(row: Mapping[str, Any]) -> _Cells:
    return (
        (_("申诉事项"), row["against"]),
        (_("申诉理由"), row["text"]),
        (_("处理结果"), APPEAL_NAMES[AppealState(row["state"])]),
        (_("原核定分"), _mark(row["before"])),
        (_("改定分"), _mark(row["after"])),
        (_("答复"), row["answer"] or None),
    )


def _mark(kept: str | None) -> str | None:
    return None if kept is None else shown_mark(Decimal(kept))


def _day(kept: str | None) -> date | None:
    return None if kept is None else date.fromisoformat(kept)


def _moment(kept: str | None) -> datetime | None:
    return None if kept is None else timezone.localtime(datetime.fromisoformat(kept))
