"""The whole line: any text, the real documents, the form of the reading."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines.plans.writing import document, plan, reading
from zhicheng.engines.plans import Document, Reading, UnreadableDocument, read
from zhicheng.engines.plans.text.characters import fold

FLOORS = {
    "targets_f1": 0.96, "target_comparator_f1": 0.95, "target_unit_f1": 0.95, "target_due_f1": 0.95,
    "target_annual_f1": 0.95, "target_indicator_f1": 0.85, "qualitative_f1": 0.6, "tasks_f1": 0.98,
    "task_title_f1": 0.97, "units_f1": 0.98, "lead_f1": 0.98, "phases_f1": 1.0, "outline_f1": 0.98,
    "metadata_f1": 0.97, "systems_recall_f1": 0.8, "systems_precision_f1": 0.6, "doubts_f1": 0.85,
    "duties_recall_f1": 0.6, "spans_f1": 0.99,
}  # fmt: skip


def shared() -> Path:
    folder = Path(os.environ.get("ZHICHENG_SHARED", Path(__file__).parents[3].parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the folder of real documents is not beside the checkout")
    return folder


def says_what_it_spans(found: Reading, text: str) -> None:
    """Every span lies in the text, and the text there, white space aside, is what the item says."""
    stated: list[tuple[Any, str]] = [
        *((one, one.text) for one in found.targets if not one.note.startswith("指标表")),
        *((one, one.title) for one in found.tasks),
        *((one, one.quote) for one in found.systems),
        *((one, one.text) for one in found.recurring_duties),
        *((one, one.text_as_written) for one in found.phases),
    ]
    for item, said in stated:
        start, end = item.span
        assert 0 <= start <= end <= len(text)
        assert solid(said) in solid(text[start:end])
    for doubt in found.doubts:
        assert 0 <= doubt.span[0] <= doubt.span[1] <= len(text)
    for task in found.tasks:
        for start, end in (task.body_span, task.item_span, task.responsible_span or (0, 0)):
            assert 0 <= start <= end <= len(text)


def solid(text: str) -> str:
    return "".join(fold(text).split()).replace("*", "").replace("_", "")


def test_the_form_of_the_reading_is_plain_json() -> None:
    form = reading().to_dict()
    assert json.loads(json.dumps(form)) == form
    assert form["targets"][0]["value"] == 10
    assert isinstance(form["targets"][0]["value"], int)
    assert form["outline"][2]["children"][0]["number"] == "(一)"
    assert reading(goals="到2026年，强度达到2.5%。").to_dict()["targets"][0]["value"] == 2.5
    assert form["tasks"][0]["typos"] == {}


def test_the_same_document_gives_the_same_reading() -> None:
    assert read(plan()) == read(plan())


def test_spans_point_at_what_is_said() -> None:
    source = plan(
        "到2026年，网点达到 10 家以上，\n综合水平居全省前列。",
        "（一）建设网点。每年培训不少于两次，建立工作台账。（责任单位：市科技局、\n市财政局）",
    )
    says_what_it_spans(read(source), source.text)


FRAGMENTS = [
    "一、", "二、", "（一）", "（二）", "1.", "2、", "(1)", "①", "三)", "第一章", "第一条 ", "主要目标",
    "重点任务", "实施步骤", "到2026年，", "达到10家以上", "不少于", "万", "亿元", "%", "每年", "分别",
    "（责任单位：", "市科技局", "、", "，", "；", "。", "：", "）", "（", "[", "]", "《", "》", "“", "”",
    "等按职责分工负责", "牵头", "以下均需", "落实，不再列出", "统称", "\n", " ", "　", "\t", "|", "-",
    "— 3 —", "**", "# ", "附件1", "2024年3月12日", "20238月一202310月", "平台", "建立", "定期", "12345",
    "数", "率", "额", "量", "人口", "库", "名录", "保持在", "实现", "基本", "全面", "建成", "逐年增长",
    "设立", "专项资金",
    "0", "9", "市", "区", "县", "各", "和", "的", "个", "第", "较2020年", "示例市", "方案", "关于印发",
    "通知", "给予", "元", "/", "∶", "﹣", "\u200b", "é", "产", "產", "🙂",
]  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=120).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    source = document(text)
    try:
        found = read(source)
    except UnreadableDocument:
        return
    says_what_it_spans(found, source.text)
    json.dumps(found.to_dict())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join),
    st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join),
)
def test_any_sentence_may_stand_in_a_plan(goals: str, tasks: str) -> None:
    source = plan(f"网点。{goals}", f"（一）建设网点。{tasks}")
    try:
        says_what_it_spans(read(source), source.text)
    except UnreadableDocument:
        return


@pytest.mark.parametrize(
    "nasty",
    [
        "（",
        "）",
        "1",
        "1,",
        "一、",
        "、",
        " ",
        "“",
        "《",
        "每年",
        "分别",
        "市局",
        "和",
        "10家",
        "。",
        "-",
        "|",
        "1.",
        "各县、",
        "2026年",
        "达到",
        "平台",
        "建立数据库",
        # Words of the reader's own patterns: a row of them is where a repeat begins anew.
        "数",
        "量",
        "率",
        "额",
        "人口",
        "排位",
        "满意度",
        "库",
        "名录",
        "系统",
        "实现",
        "保持",
        "保持在",
        "达到了",
        "均都的",
        "有",
        "基本",
        "全面建成",
        "完成",
        "于",
        "增长",
        "第一",
        "责任单位",
    ],
)
def test_repetition_without_end_is_read_in_time(nasty: str) -> None:
    source = plan(
        f"到2026年，网点{nasty * 3000}的总数达到10家，{nasty * 3000}",
        f"（一）建设网点。{nasty * 3000}（市科技局、{nasty * 500}）",
    )
    assert read(source).tasks


def test_what_the_file_itself_gives_notice_of_is_a_doubt() -> None:
    source = replace(plan(), notices=("第3页只有图片，没有文字",))
    assert [(one.kind, one.text) for one in read(source).doubts] == [
        ("file", "第3页只有图片，没有文字")
    ]


def test_text_without_any_block_is_read() -> None:
    text = plan().text
    assert len(read(Document("x", "txt", text, ())).tasks) == 2


@pytest.mark.shared
def test_the_real_documents_are_read_above_the_floors() -> None:
    plans = shared() / "plans"
    command = f"{sys.executable} -m zhicheng plan"
    scored = subprocess.run(
        [
            sys.executable, str(shared() / "tools" / "score_plans.py"), "--truth", str(plans / "truth"),
            "--docs", str(plans / "seeds"), "--docs", str(plans / "more"),
            "--read", command + " read {file} --format json", "--text", command + " text {file}",
            "--min", json.dumps(FLOORS),
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert scored.returncode == 0, scored.stdout + scored.stderr


@pytest.mark.shared
def test_every_statute_is_refused() -> None:
    laws = sorted((shared() / "data" / "laws").glob("*.md"))
    assert laws
    for law in laws:
        with pytest.raises(UnreadableDocument):
            read(document(law.read_text(encoding="utf-8"), law.name))
