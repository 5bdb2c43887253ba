import pytest

from tests.engines.plans.writing import reading
from zhicheng.engines.plans import Duty


def duties(sentence: str) -> list[Duty]:
    body = f"（一）建设服务网点。{sentence}（市科技局、市财政局）"
    return list(reading(goals="逐步完善。", tasks=body).recurring_duties)


@pytest.mark.parametrize(
    ("sentence", "text", "when"),
    [
        ("各单位每年12月20日前报告工作情况。", "各单位每年12月20日前报告工作情况", "yearly 12-20"),
        ("每年1月底前报送计划。", "每年1月底前报送计划", "yearly 01"),
        ("每季度通报进展情况。", "每季度通报进展情况", "quarterly"),
        ("建立月调度、季通报、年考核机制。", "建立月调度、季通报、年考核机制", "quarterly"),
        ("每月调度一次。", "每月调度一次", "monthly"),
        ("每半年开展一次专项督查。", "每半年开展一次专项督查", "half-yearly"),
        ("定期召开会议研究工作。", "定期召开会议研究工作", "periodic (interval not stated)"),
        ("适时发布典型案例。", "适时发布典型案例", "as appropriate"),
        ("每年新建一批口袋公园。", "每年新建一批口袋公园", "yearly"),
        ("每年选拔不少于20名骨干。", "每年选拔不少于20名骨干", "yearly"),
        ("年均开发岗位2000个以上。", "年均开发岗位2000个以上", "yearly"),
        ("建立日常巡查机制。", "建立日常巡查机制", "ongoing"),
        ("常态化开展专项行动。", "常态化开展专项行动", "ongoing"),
        (
            "利用“服务宣传周”等时机，开展重大宣传活动。",
            "利用“服务宣传周”等时机，开展重大宣传活动",
            "yearly campaign",
        ),
        (
            "组织开展落实情况监督检查。",
            "组织开展落实情况监督检查",
            "periodic (interval not stated)",
        ),
    ],
)
def test_how_often(sentence: str, text: str, when: str) -> None:
    (duty,) = duties(sentence)
    assert (duty.text, duty.when) == (text, when)


def test_who_does_it_is_the_subject_or_the_units_of_the_task() -> None:
    (duty,) = duties("市教育局要定期召开会议研究工作。")
    assert duty.who == ("市教育局",)
    (duty,) = duties("定期召开会议研究工作。")
    assert duty.who == ("市科技局", "市财政局")


def test_a_subject_at_the_head_of_the_sentence_holds_for_its_clauses() -> None:
    (duty,) = duties("市教育局要加强指导，定期召开会议研究工作。")
    assert duty.who == ("市教育局",)


def test_a_subject_that_is_no_unit_is_nobody() -> None:
    (duty,) = duties("各项重点要定期研究。")
    assert duty.who == ("市科技局", "市财政局")


def test_an_occasion_alone_takes_in_what_is_done_then() -> None:
    (duty,) = duties("每年12月底前，报送总结报告，并予以公开。")
    assert duty.text == "每年12月底前，报送总结报告"


@pytest.mark.parametrize(
    "sentence", ["完善布局，方便群众。", "吸收定期存款。", "本年度效果良好。", "，，。"]
)
def test_what_is_no_duty(sentence: str) -> None:
    assert duties(sentence) == []
