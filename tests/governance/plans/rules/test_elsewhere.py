"""A plan is of elsewhere only where that is sure."""

import pytest

from zhicheng.governance.plans.rules.elsewhere import is_elsewhere


@pytest.mark.parametrize(
    ("place", "title", "elsewhere"),
    [
        ("望川市", "望川市建设方案", True),
        ("望川省", "望川省建设方案", True),
        ("示例市", "建设方案", False),
        ("某省示例市", "建设方案", False),
        ("望川市", "示例市对口望川市方案", False),
        ("云溪县", "云溪县建设方案", False),
        ("望川市", "云溪县建设方案", False),
        ("", "望川市建设方案", False),
        (None, "建设方案", False),
        (None, "望川市知识产权强市建设方案", True),
        (None, "示例市知识产权强市建设方案", False),
        (None, "知识产权强市建设方案", False),
        (None, "加快城市知识产权建设方案", False),
        (None, "全市知识产权工作要点", False),
    ],
)
def test_in_doubt_it_is_the_own_citys(place: str | None, title: str, elsewhere: bool) -> None:
    assert is_elsewhere(place, title, "示例市", ["示例市", "云溪县"]) is elsewhere
