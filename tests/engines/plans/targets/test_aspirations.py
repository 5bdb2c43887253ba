import pytest
from tests.engines.plans.writing import reading

from zhicheng.engines.plans import Target


def aims(
    goals: str = "逐步完善。", tasks: str = "（一）建设网点。完善布局。（市科技局、市财政局）"
) -> list[Target]:
    return [one for one in reading(goals, tasks).targets if one.comparator == "qualitative"]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("到2026年，综合水平居全省前列。", "rank"),
        ("到2026年，实现服务网点全覆盖。", "coverage"),
        ("到2026年，有效注册量保持较快增长。", "growth"),
        ("到2026年，产业规模实现翻番。", "growth"),
        ("到2026年，基本建成国内一流的创新高地。", "vision"),
        ("到2026年，服务体系建设取得明显成效。", "vision"),
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
