"""Readings of cities that do not exist, in the plain form of ``plan read --format json``."""

from typing import Any

Form = dict[str, Any]


def target(indicator: str, value: Any, unit: str | None, **more: Any) -> Form:
    """A target of one city."""
    text = f"{indicator}达到{value}{unit or ''}"
    return {
        "outline": "二",
        "text": text,
        "indicator": indicator,
        "comparator": "qualitative" if value is None else ">=",
        "value": value,
        "unit": unit,
        "unit_as_written": unit,
        "due": "2027",
        "cumulative": None,
        "annual": False,
        "expected": False,
        "span": [10, 10 + len(text)],
        **more,
    }


def task(title: str, text: str, **more: Any) -> Form:
    """A task of one city."""
    return {
        "outline": "三/(一)/1",
        "title": title,
        "text": text,
        "lead": ["市市场监管局"],
        "responsible": ["市科技局", "市财政局"],
        "responsible_as_written": "（牵头单位：市市场监管局；责任单位：市科技局、市财政局）",
        "due": None,
        "span": [30, 30 + len(title)],
        **more,
    }


def reading(place: str, targets: list[Form], tasks: list[Form], **more: Any) -> Form:
    """A reading with nothing but what is given."""
    return {
        "source": f"{place}.txt",
        "title": f"{place}知识产权强市建设工作方案",
        "issuer": f"{place}人民政府",
        "doc_number": None,
        "issued_on": "2025-03-18",
        "published_on": None,
        "place": place,
        "place_code": None,
        "period": {"start": "2025", "end": "2027"},
        "outline": [],
        "targets": targets,
        "tasks": tasks,
        "phases": [],
        "recurring_duties": [],
        "systems": [],
        "doubts": [],
        **more,
    }


EAST = reading(
    "东例市",
    [
        target("每万人口高价值发明专利拥有量", 9, "件/万人"),
        target("每万人口发明专利拥有量", 20, "件/万人"),
        target("有效注册商标量", 6, "万件"),
        target("知识产权服务机构数量", 30, "家"),
        target("地理标志保护产品数量", 12, "个"),
        target("知识产权保护满意度", None, None),
    ],
    [
        task("培育高价值专利", "支持企业会同高校组建高价值专利培育中心，建立项目储备库。"),
        task("推进商标品牌建设", "设立商标品牌指导站，培育区域品牌，推动我市商标品牌走出去。"),
        task("加强组织领导", "各部门把知识产权工作列入重要议事日程，建立联席会议制度。"),
        task("发展绿色农业", "推广节水灌溉技术，建设高标准农田。"),
    ],
)
WEST = reading(
    "西例市",
    [
        target("有效商标注册量", 80000, "件"),
        target("每万人高价值发明专利拥有量", 11.5, "件/万人", due="2026", comparator=">"),
        target("培育知识产权服务机构数", 25, "个"),
        target("知识产权质押融资金额", 2_000_000_000, "元"),
    ],
    [
        task(
            "实施品牌强市工程", "在园区设立商标品牌指导站，提升区域品牌影响力，推进商标品牌建设。"
        ),
        task("加强专利培育", "组建高价值专利培育中心，每年支持企业开展高价值专利培育项目。"),
        task("建设商标品牌指导站", "设立商标品牌指导站，服务全市企业。"),
        task("强化组织领导", "把知识产权工作列入重要议事日程，健全联席会议制度。"),
    ],
)
