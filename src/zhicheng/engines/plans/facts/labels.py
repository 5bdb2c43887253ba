"""Labelled fields in the head of a web page: 发文字号: … 成文日期: … (PATTERNS §2)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhicheng.engines.plans.text.passages import Passage, Span

# What a label stands for; "other" only ends the value before it.
LABELS: dict[str, tuple[str, ...]] = {
    "doc_number": ("发文字号", "文号", "文件编号", "发文文号", "公文文号"),
    "issuer": (
        "发文机关", "发布机构", "发文单位", "制发机关", "发布机关", "发文机构", "公开主体",
        "制定机关", "发文部门", "发布部门", "发布单位", "印发机关", "印发单位", "颁布单位",
    ),
    "issued_on": (
        "成文日期", "发文日期", "印发日期", "生成日期", "制发日期", "发文时间", "成文时间",
        "印发时间",
    ),
    "published_on": (
        "发布日期", "公开日期", "发布时间", "更新时间", "公开时间", "信息时间", "日期", "时间",
    ),
    "other": (
        "索引号", "主题分类", "体裁分类", "服务对象", "有效性", "关键词", "主题词", "信息分类",
        "来源",
        "浏览次数", "效力状态", "标题", "信息索引", "公开方式", "有效期", "字号", "名称",
        "是否有效",
        "统一编号", "废止日期", "实施日期", "内容概述", "组配分类", "公开类别", "公开范围",
    ),
}  # fmt: skip
_KEY = {word: key for key, words in LABELS.items() for word in words}
_WORDS = "|".join(sorted(_KEY, key=len, reverse=True))
LABEL = re.compile(rf"[(|]?({_WORDS})\)?\s*[:|]?")
_LONGEST_LINE, _LONGEST_VALUE = 300, 80


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled value as written. key: see LABELS."""

    key: str
    value: str
    span: Span


def fields_of(one: Passage) -> Iterator[Field]:
    """The fields of a line; a value ends where the next label begins, and may be empty."""
    if len(one) > _LONGEST_LINE:
        return
    labels = [
        found
        for found in LABEL.finditer(one.text)
        if found.start() == 0 or one.gap(found.start()) or found[0].endswith((":", "|"))
    ]
    if not labels or labels[0].start() > 0:
        return
    ends = [*(label.start() for label in labels[1:]), len(one)]
    for label, end in zip(labels, ends, strict=True):
        value = one.raw(label.end(), end).strip(" |:：")
        key = _KEY[label[1]]
        if value and key != "other" and len(value) < _LONGEST_VALUE:
            yield Field(key, value, one.span(label.end(), end))
