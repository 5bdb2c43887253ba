"""What is written down is Chinese, and told to each reader in their own language."""

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.told import retold, told


def test_what_is_written_down_is_chinese_whoever_acts() -> None:
    with translation.override("en"):
        assert told("第%(number)s版不再列入", number=2) == "第2版不再列入"
        # Values that would be translated when shown are not when they are kept.
        kept = told("由%(was)s改为%(kind)s", was=_("牵头单位"), kind=_("责任单位"))
        assert kept == "由牵头单位改为责任单位"


@pytest.mark.parametrize(
    ("said", "english"),
    [
        ("终止", "Ended"),
        ("第2版不再列入", "Version 2 no longer lists it"),
        ("由牵头单位改为责任单位", "changed from Lead unit to Responsible units"),
        ("“销号”须写明理由。", "“Close out” needs a reason."),  # an engine's, which knows no Django
        (
            "第3版：任务名称有修改；重新列入方案",
            "Version 3: Title of the task changed; ordered by the plan again",
        ),
    ],
)
def test_sentences_are_found_again_by_their_words_or_their_pattern(said: str, english: str) -> None:
    with translation.override("en"):
        assert retold(said) == english
    for language in ("zh-hans", "zh-hant"):
        with translation.override(language):
            assert retold(said) == said


@pytest.mark.parametrize(
    "written", ["进展顺利，已完成两轮调研。", "40%完成", "", "plain", "（一）说明"]
)
def test_what_a_person_wrote_stays(written: str) -> None:
    with translation.override("en"):
        assert retold(written) == written
