"""Taking in what was measured, and correcting it: nothing is ever overwritten."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.personal import written_by
from zhicheng.foundation.face.personal import personal_fault
from zhicheng.foundation.face.records import Text
from zhicheng.foundation.face.told import told
from zhicheng.foundation.files.actions import Upload
from zhicheng.foundation.units.models import Area
from zhicheng.governance.targets.actions.common import add_step, lock, see_open, stored
from zhicheng.governance.targets.models import Observation, Target
from zhicheng.governance.targets.permissions import As
from zhicheng.governance.targets.queries import measured
from zhicheng.governance.targets.rules import (
    JUDGEMENT_NAMES,
    Judgement,
    Kind,
    convert,
    doubt,
    earliness,
    figure_faults,
    is_far,
    is_far_of_part,
    measure,
    nearest,
    value_on,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured. value and unit as brought; a judgement in their place for a qualitative target."""

    source: str
    value: Decimal | None = None
    unit: str = ""
    judgement: str = ""


def observe(
    *, target: Target, as_of: date, figure: Figure, evidence: Upload | None, by: User,
    at: datetime, area: Area | None = None, sure: bool = False,
) -> Observation:  # fmt: skip
    """Take in what was measured on a day, of the whole city or of an area.

    sure: the person looked again at a value that is far from what is known (``rules.nearness``).

    The file is stored first, by hash; then everything is one transaction. Raises PermissionDenied;
    ValidationError for a day to come, another unit, a missing source or file, a source with personal data in it
    (the public reads it), for a day that has a value already: that one is corrected, and, unless one is sure,
    for a value that is far from the others, or from baseline and demand where there is none.
    """
    require("targets.observe", by, target)
    see_open(target)
    _check(target, figure, as_of, timezone.localdate(at))
    if evidence is None:
        raise ValidationError({"evidence": gettext("请附佐证材料：统计公报、系统截图、文件等。")})
    file, name = stored(evidence)
    with transaction.atomic():
        held = lock(target)
        see_open(held)
        _see_no_other(target, area, as_of)
        if not sure:
            _see_near(held, area, as_of, figure)
        return _write(
            Observation(
                target=target, area=area, as_of=as_of, evidence=file, evidence_name=name,
                **_columns(figure),
            ),
            "observe", by=by, at=at,
        )  # fmt: skip


def correct(
    *, observation: Observation, reason: str, figure: Figure | None, by: User, at: datetime,
    evidence: Upload | None = None, sure: bool = False,
) -> Observation:  # fmt: skip
    """Put another figure of the same day in the place of an observation; the old one stays to be seen.

    figure: None when the old one simply does not count (作废). evidence: a new file; without one that of
    the old observation goes on counting. sure: as in ``observe``. Raises PermissionDenied; ValidationError
    without a reason, for personal data in it, for a figure that does not hold up, changes nothing or is far
    from the others, and when it was corrected already.
    """
    target = observation.target
    require("targets.observe", by, target)
    see_open(target)
    if not reason.strip():
        raise ValidationError({"reason": gettext("请写明更正的理由。")})
    if fault := personal_fault(reason):
        raise ValidationError({"reason": fault})
    if figure is not None:
        _check(target, figure, observation.as_of, timezone.localdate(at))
    if not evidence and _is_same(figure, observation):
        raise ValidationError(gettext("更正后与原来的完全相同，没有改动；请核对后再提交。"))
    file, name = stored(evidence) if evidence else (observation.evidence, observation.evidence_name)
    columns = _columns(figure) if figure else {"void": True, "source": observation.source}
    with transaction.atomic():
        held = lock(target)
        see_open(held)
        if Observation.objects.filter(corrects=observation).exists():
            raise ValidationError(gettext("这条数值刚刚被别人更正过，请核对最新数值后再办理。"))
        if figure is not None and not sure and _is_other(figure, observation):
            _see_near(held, observation.area, observation.as_of, figure)
        return _write(
            Observation(
                target=target, area=observation.area, as_of=observation.as_of, evidence=file,
                evidence_name=name, corrects=observation, reason=reason.strip(), **columns,
            ),
            "correct", by=by, at=at,
        )  # fmt: skip


def _is_same(figure: Figure | None, row: Observation) -> bool:
    """Whether a correction would say what the observation says already."""
    if figure is None or row.void:
        return row.void and figure is None
    return all(getattr(row, name) == value for name, value in _columns(figure).items())


def _is_other(figure: Figure, row: Observation) -> bool:
    """Whether a correction changes the value itself, and not only what it rests on."""
    return (figure.value, figure.unit) != (row.value, row.unit)


def _check(target: Target, figure: Figure, as_of: date, today: date) -> None:
    faults = {}
    if fault := _source_fault(figure.source):
        faults["source"] = fault
    if target.kind is Kind.QUALITATIVE:
        faults.update(_judgement_faults(target, figure, as_of, today))
    elif figure.value is None:
        faults["value"] = gettext("请填写数值；没有数值就不填报，不能以零代替。")
    else:
        faults.update(figure_faults(target.demand, figure.value, figure.unit, as_of, today))
    if faults:
        raise ValidationError(faults)


def _source_fault(source: str) -> str:
    return personal_fault(source) if source.strip() else gettext("请写明数据来源。")


def _judgement_faults(target: Target, figure: Figure, as_of: date, today: date) -> dict[str, str]:
    if as_of > today:
        return {
            "as_of": gettext("评价日期%(as_of)s还没有到，只能填报已经发生的情况。")
            % {"as_of": as_of}
        }
    if too_early := earliness(target.demand, as_of):
        return {"as_of": too_early}
    if figure.value is not None:
        return {"value": gettext("定性指标没有数值，请填写评价。")}
    if figure.judgement not in set(Judgement):
        return {"judgement": gettext("请选择评价。")}
    return {}


def _see_no_other(target: Target, area: Area | None, as_of: date) -> None:
    if target.observations.filter(area=area, as_of=as_of).exists():
        where = area or gettext("全市")
        raise ValidationError(
            {
                "as_of": gettext(
                    "%(where)s%(as_of)s的数值已经填报过。如需改动，请在该条数值后选“更正”并写明理由。"
                )
                % {"where": where, "as_of": as_of}
            }
        )


def _see_near(target: Target, area: Area | None, as_of: date, figure: Figure) -> None:
    """Raises ValidationError for a value that is far from what is known of the city, or of the area."""
    value = None if figure.value is None else convert(figure.value, figure.unit, target.unit)
    if value is None:
        return
    demand, near = target.demand, nearest(measured(target, area.pk if area else None), as_of)
    last, whole = near.value if near else None, value_on(demand, measured(target)) if area else None
    far = is_far_of_part(demand, value, last, whole) if area else is_far(demand, value, last)
    if far:
        raise ValidationError({"sure": doubt(demand, value, near, whole)})


def _columns(figure: Figure) -> dict[str, Any]:
    return {
        "value": None if figure.judgement else figure.value,
        "unit": "" if figure.judgement else figure.unit,
        "judgement": figure.judgement,
        "source": figure.source.strip()[:300],
    }


def _write(row: Observation, verb: str, *, by: User, at: datetime) -> Observation:
    row.by, row.at = by, at
    row.save()
    title = told("填报数值") if verb == "observe" else told("更正数值")
    said = told(
        "%(where)s截至%(day)s的数值：%(said)s",
        where=row.area or gettext_lazy("全市"), day=row.as_of, said=said_of(row),
    )  # fmt: skip
    if row.reason:
        said += "；" + told("理由：%(reason)s", reason=row.reason)
    add_step(row.target, verb, title, said, by=by, at=at, acting=tuple(As))
    after = {
        "observation": row.pk,
        "area": row.area_id,
        "as_of": row.as_of.isoformat(),
        "value": None if row.value is None else str(row.value),
        "unit": row.unit,
        "judgement": row.judgement,
        "void": row.void,
        "source": written_by(by, row.source),
        "evidence": row.evidence.sha256,
    }
    before = {"observation": row.corrects_id} if row.corrects_id else None
    record(
        by=by, at=at, verb=f"targets.{verb}", subject=row.target, before=before, after=after,
        reason=row.reason,
    )  # fmt: skip
    return row


def said_of(row: Observation) -> Text:
    """What an observation says, in words."""
    if row.void:
        return gettext_lazy("作废")
    if row.value is None:
        return JUDGEMENT_NAMES[Judgement(row.judgement)]
    return measure(row.value, row.unit)
