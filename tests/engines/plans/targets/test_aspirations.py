import pytest
from tests.engines.plans.writing import GOAL, PLAN, TASK, document, reading

from zhicheng.engines.plans import Target, read


def aims(
    goals: str = "逐步完善。", tasks: str = "（一）建设网点。完善布局。（市科技局、市财政局）"
) -> list[Target]:
    return [one for one in reading(goals, tasks).targets if one.comparator == "qualitative"]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("到2026年，综合水平居全省前列。", "rank"),
        ("到2026年，创新评价跃升至全省前30位。", "rank"),
        ("到2026年，研发人员密度达到全市前3水平。", "rank"),
        ("到2026年，消费增幅高于全省平均水平。", "rank"),
        ("到2026年，实现服务网点全覆盖。", "coverage"),
        ("到2026年，有效注册量保持较快增长。", "growth"),
        ("到2026年，产业规模实现翻番。", "growth"),
        ("到2026年，基本建成国内一流的创新高地。", "vision"),
        ("到2026年，服务体系建设取得明显成效。", "vision"),
        ("到2026年，在攻关中取得若干标志性成果。", "vision"),
        ("到2026年，基本形成覆盖城乡的服务体系。", "vision"),
        ("到2026年，群众满意度明显增强。", "growth"),
        ("到2026年，全市收入在全省排位有所提升。", "growth"),
        ("到2026年，服务中心建成并投入运行。", "milestone"),
        ("到2026年，顺利通过省级验收。", "milestone"),
        ("到2026年，服务达到国家示范标准。", "milestone"),
        ("到2026年，建设市级综合服务平台。", "milestone"),
    ],
)
def test_clear_wordings_among_the_goals(sentence: str, kind: str) -> None:
    (one,) = aims(goals=sentence)
    assert (one.kind, one.value, one.due) == (kind, None, "2026")


def test_in_a_task_only_ranks_coverage_and_yearly_growth_count() -> None:
    (one,) = aims(
        tasks="（一）建设网点。力争实现服务网点全覆盖。显著提升服务能力。（市科技局、市财政局）"
    )
    assert (one.hedge, one.due) == ("力争", None)


def test_a_wording_with_a_figure_is_a_target_with_a_figure() -> None:
    assert aims(goals="到2026年，覆盖率达到100%，实现10个以上县区全覆盖。") == []


def test_aims_in_the_background_are_none() -> None:
    assert aims(goals="总体水平不断提升。") == []


@pytest.mark.parametrize(
    ("sentence", "kind", "due"),
    [
        ("2026年底前全面完成老旧管网改造任务。", "milestone", "2026"),
        ("到2026年，建成智慧服务信息系统。", "milestone", "2026"),
        ("到2026年，完善布局。全面完成老旧管网改造任务。", "milestone", "2026"),
        ("到2026年，持证上岗率逐年提高。", "growth", "2026"),
        ("示例中学新建工程实现竣工。", "milestone", None),
        ("积极创建成为示例园林城区。", "milestone", None),
        ("力争全部社区通过省级示范验收。", "milestone", None),
    ],
)
def test_milestones_in_tasks(sentence: str, kind: str, due: str | None) -> None:
    (one,) = aims(tasks=f"（一）建设网点。{sentence}（市科技局、市财政局）")
    assert (one.kind, one.due) == (kind, due)


def test_a_completion_without_a_due_time_or_with_a_figure_is_no_milestone() -> None:
    task = "（一）建设网点。{}（市科技局、市财政局）"
    assert aims(tasks=task.format("全面完成老旧管网改造任务。")) == []
    assert aims(tasks=task.format("到2026年，建成3个示范中心。")) == []


@pytest.mark.parametrize(
    ("goals", "name"),
    [
        ("到2026年，服务满意度力争稳居全省前列。", "服务满意度全省位次"),
        ("到2026年，研发投入占比达到3%以上，居全市前列。", "研发投入占比全市位次"),
        ("到2026年，创新评价实现进位，跃升至全省前30位。", "创新评价全省位次"),
        ("到2026年，进入全国前列。", "进入全国前列"),
        ("到2026年，全市消费增幅快于全省平均水平。", "消费增幅"),
        ("到2026年，实现对三大产业服务的全覆盖。", "三大产业服务覆盖"),
        ("到2026年，全市专利数量指标保持较快增长。", "专利数量指标"),
        ("到2026年，低收入家庭收入有效增加。", "低收入家庭收入"),
        ("到2026年，专项资金随财力增长而逐步增加。", "专项资金增加"),
        ("到2026年，设立人才专项资金，专项资金逐步有所增加。", "人才专项资金"),
        ("到2026年，设立示例市人才专项资金，并且每年有所增加。", "示例市人才专项资金"),
        ("到2026年，每年有所增加。", "有所增加"),
        ("到2026年，居民收入实现翻番。", "居民收入翻番"),
        (
            "到2026年，街道、社区服务设施的居民登记使用量明显增加。",
            "街道、社区服务设施的居民登记使用量",
        ),
        ("到2026年，将我市建设成为创新活跃、保障有力的示范城市。", "建设成为示范城市"),
        ("到2026年，初步建成服务完善、环境优良、富有特色的创新高地。", "建成创新高地"),
        ("到2026年，富有示例特色的服务强市建设取得显著成效。", "服务强市建设成效"),
        ("到2026年，示例站高标准建成并投入运行。", "示例站建成并投入运行"),
        ("到2026年，力争达到省级示范县要求。", "达到省级示范县要求"),
        ("到2026年，达到创建全省服务业示范城区标准。", "达到创建全省服务业示范城区标准"),
        ("到2026年，达到服务完善、环境优良的省级示范城区标准。", "达到省级示范城区标准"),
        ("到2026年，率先完成老旧小区改造的任务目标。", "老旧小区改造"),
        ("到2026年，万家桥新建工程如期竣工。", "万家桥新建工程竣工"),
        ("到2026年，积极创建成为园林城区。", "园林城区"),
    ],
)
def test_what_a_target_without_a_figure_is_called(goals: str, name: str) -> None:
    found = aims(goals=goals)
    assert found[-1].indicator == name


def test_general_demands_turn_into_goals_where_a_due_time_opens_a_paragraph() -> None:
    text = PLAN.format(goals=GOAL, tasks=TASK).replace(
        "坚持稳中求进。",
        "加快建成示范高地，建成示范高地。\n到2026年，服务满意度居全省前列。\n——服务提质。抽检合格率稳步提高。",
    )
    found = [one for one in read(document(text)).targets if one.value is None]
    assert [(one.indicator, one.due) for one in found] == [
        ("服务满意度全省位次", "2026"), ("抽检合格率", "2026"),
    ]  # fmt: skip


def test_that_ability_or_quality_shall_rise_is_no_target() -> None:
    assert aims(goals="到2026年，服务能力显著增强，整体质量稳步提升，数字化水平明显提高。") == []


def test_one_service_for_all_is_a_milestone_though_it_stands_in_quotation_marks() -> None:
    (one,) = aims(tasks="（一）建设网点。实现企业事项“一窗通办”。（市科技局、市财政局）")
    assert (one.kind, one.indicator) == ("milestone", "企业事项“一窗通办”")


def test_ages_are_no_figures() -> None:
    (one,) = aims(
        tasks="（一）建设网点。到2026年，3至6岁儿童入园率逐年提高。（市科技局、市财政局）"
    )
    assert (one.kind, one.annual) == ("growth", True)


def test_each_clause_has_the_due_time_nearest_before_it() -> None:
    found = aims(
        tasks="（一）建设网点。2025年底前印发服务清单，2026年底前全部完成系统升级任务。（市科技局、市财政局）"
    )
    assert [(one.indicator, one.due) for one in found] == [
        ("印发服务清单", "2025"), ("系统升级任务", "2026"),
    ]  # fmt: skip
