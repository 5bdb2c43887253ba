"""What may be written into a sheet: self scores, the verifier's word, bonuses and deductions, appeals."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from zhicheng.governance.assessment.rules.drafts import shown_mark
from zhicheng.governance.assessment.rules.procedure import SchemeState

_PLACES = 2


def score_fault(score: Decimal, mark: Decimal) -> str:
    """What is wrong with a score; empty where nothing is."""
    if not score.is_finite() or score < 0:
        return gettext("得分不能小于 0。")
    if score > mark:
        return gettext("得分不能超过满分 %(mark)s。") % {"mark": shown_mark(mark)}
    if score != round(score, _PLACES):
        return gettext("得分最多保留两位小数。")
    return ""


@dataclass(frozen=True, slots=True)
class SelfScore:
    """What a unit says of one indicator. computed: what the formula gives, if there is one and it is known."""

    score: Decimal | None
    note: str
    mark: Decimal
    computed: Decimal | None = None


def self_score_faults(given: SelfScore) -> dict[str, str]:
    """A score that differs from the computed one, or none at all, says why."""
    if given.score is None:
        if not given.note.strip():
            return {"note": gettext("没有自评分的，请写明原因。")}
        return {}
    if fault := score_fault(given.score, given.mark):
        return {"score": fault}
    if given.computed is not None and given.score != given.computed and not given.note.strip():
        return {
            "note": gettext("自评分与系统计算的 %(computed)s 分不一致，请写明理由。")
            % {"computed": shown_mark(given.computed)}
        }
    return {}


def is_scored(score: Decimal | None, note: str, *, evidence: int, demanded: bool) -> bool:
    """Whether an indicator is ready to be handed in: a score with the evidence demanded, or words instead."""
    if score is None:
        return bool(note.strip())
    return score == 0 or evidence > 0 or not demanded


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verifier's word on one indicator. exempt: it does not fall to the unit (合理缺项)."""

    score: Decimal | None
    reason: str
    exempt: bool = False


def verdict_faults(
    verdict: Verdict, *, self_score: Decimal | None, mark: Decimal
) -> dict[str, str]:
    """A score other than the unit's own, and an exemption, say why. No score is no verdict."""
    said = bool(verdict.reason.strip())
    if verdict.exempt:
        if verdict.score is not None:
            return {"score": gettext("合理缺项不填核定分，其分值按比例折算到其他指标。")}
        return {} if said else {"reason": gettext("请写明为什么是合理缺项。")}
    if verdict.score is None:
        return {"score": gettext("请填写核定分；不适用于该单位的，勾选“合理缺项”。")}
    if fault := score_fault(verdict.score, mark):
        return {"score": fault}
    if verdict.score != self_score and not said:
        return {"reason": gettext("核定分与自评分不一致，请写明理由。")}
    return {}


def points_fault(given: Decimal, most: Decimal) -> str:
    """What is wrong with the marks of a bonus or deduction; ``most``: of one event, as its clause says."""
    if not given.is_finite() or given <= 0:
        return gettext("加减分须大于 0；是加分还是扣分，由所选条款决定。")
    if given > most:
        return gettext("该条款每次最多 %(most)s 分。") % {"most": shown_mark(most)}
    return gettext("分值最多保留两位小数。") if given != round(given, _PLACES) else ""


def appeal_fault(state: SchemeState, days: int, until: date | None, on: date) -> str:
    """Why no appeal can be made on a day; empty when one can. days: of the term; until: its last one."""
    if state is SchemeState.FROZEN:
        return gettext("考核结果已经定稿，不再受理申诉。")
    if not days:
        return gettext("这次考核没有设申诉期。")
    if state is not SchemeState.ANNOUNCED or until is None:
        return gettext("考核结果尚未公示，公示后方可申诉。")
    if on > until:
        return gettext("申诉期已于%(until)s届满，不再受理申诉。") % {"until": until}
    return ""
