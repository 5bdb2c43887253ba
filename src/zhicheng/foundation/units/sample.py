"""The sample city 示例市: areas and units of no real place.

Codes begin with 99, which no division of GB/T 2260 has; functional zones have 9 digits, so that they
cannot be taken for counties (R-ID-4).
"""

from datetime import datetime

from zhicheng.foundation.audit.permissions import SYSTEM
from zhicheng.foundation.units.actions import add_alias, save_area, save_unit
from zhicheng.foundation.units.models import Area, AreaKind, UnitKind

CITY_CODE = "990100"
_COUNTIES = (
    ("990102", "东篱区"),
    ("990103", "南浦区"),
    ("990104", "北辰山区"),
    ("990121", "云溪县"),
    ("990122", "松湾县"),
    ("990123", "石桥县"),
    ("990181", "临川门市"),
    ("990182", "青杨市"),
)
_ZONES = (
    ("990100571", "示例高新技术产业开发区", "高新区", ("示例高新区", "高新区管委会")),
    ("990100572", "示例经济技术开发区", "经开区", ("示例经开区", "经开区管委会")),
    ("990100573", "示例湖滨示范区", "湖滨示范区", ("示范区管委会",)),
)
_OFFICE = UnitKind.OFFICE
_PARTY = UnitKind.PARTY
_DEPARTMENT = UnitKind.DEPARTMENT
_JUDICIAL = UnitKind.JUDICIAL
_OTHER = UnitKind.OTHER
# kind, short name, full name, other names that plans use
_UNITS = (
    (_OFFICE, "联席会议办公室", "示例市知识产权工作联席会议办公室", ("市联席会议办公室", "联席办")),
    (_PARTY, "市委宣传部", "中共示例市委宣传部", ("宣传部",)),
    (_PARTY, "市委组织部", "中共示例市委组织部", ("组织部",)),
    (
        _DEPARTMENT,
        "市发展改革委",
        "示例市发展和改革委员会",
        ("市发改委", "发展改革委", "市发展和改革委员会"),
    ),
    (_DEPARTMENT, "市教育局", "示例市教育局", ("教育局",)),
    (_DEPARTMENT, "市科技局", "示例市科学技术局", ("科技局", "市科学技术局")),
    (
        _DEPARTMENT,
        "市工业和信息化局",
        "示例市工业和信息化局",
        ("市工信局", "工业和信息化局", "工信局"),
    ),
    (_DEPARTMENT, "市公安局", "示例市公安局", ("公安局",)),
    (_DEPARTMENT, "市司法局", "示例市司法局", ("司法局",)),
    (_DEPARTMENT, "市财政局", "示例市财政局", ("财政局",)),
    (
        _DEPARTMENT,
        "市人力资源社会保障局",
        "示例市人力资源和社会保障局",
        ("市人社局", "人力资源社会保障局", "人社局"),
    ),
    (_DEPARTMENT, "市自然资源局", "示例市自然资源和规划局", ("自然资源局",)),
    (_DEPARTMENT, "市生态环境局", "示例市生态环境局", ("生态环境局",)),
    (_DEPARTMENT, "市住房城乡建设局", "示例市住房和城乡建设局", ("市住建局", "住建局")),
    (_DEPARTMENT, "市农业农村局", "示例市农业农村局", ("农业农村局",)),
    (_DEPARTMENT, "市商务局", "示例市商务局", ("商务局",)),
    (
        _DEPARTMENT,
        "市文化广电和旅游局",
        "示例市文化广电和旅游局",
        ("市文广旅局", "文化广电和旅游局", "市文化广电旅游局"),
    ),
    (_DEPARTMENT, "市卫生健康委", "示例市卫生健康委员会", ("市卫健委", "卫生健康委")),
    (_DEPARTMENT, "市国资委", "示例市人民政府国有资产监督管理委员会", ("国资委", "市政府国资委")),
    (
        _DEPARTMENT,
        "市市场监管局",
        "示例市市场监督管理局",
        ("市场监管局", "市市场监督管理局", "市知识产权局", "市场局"),
    ),
    (_DEPARTMENT, "市统计局", "示例市统计局", ("统计局",)),
    (_DEPARTMENT, "市林业局", "示例市林业局", ("林业局",)),
    (_DEPARTMENT, "市版权局", "示例市版权局", ("版权局",)),
    (_DEPARTMENT, "市金融工作局", "示例市金融工作局", ("金融工作局", "市金融局")),
    (_DEPARTMENT, "市大数据局", "示例市大数据管理局", ("大数据局",)),
    (_JUDICIAL, "市法院", "示例市中级人民法院", ("市中级人民法院", "市中级法院", "法院")),
    (_JUDICIAL, "市检察院", "示例市人民检察院", ("市人民检察院", "检察院")),
    (_OTHER, "示例海关", "中华人民共和国示例海关", ("海关",)),
    (_OTHER, "市税务局", "国家税务总局示例市税务局", ("税务局",)),
    (_OTHER, "人民银行示例市分行", "中国人民银行示例市分行", ("人行示例市分行", "人民银行")),
    (_OTHER, "示例金融监管分局", "国家金融监督管理总局示例监管分局", ("金融监管分局",)),
    (_OTHER, "市科协", "示例市科学技术协会", ("科协",)),
    (_OTHER, "市贸促会", "中国国际贸易促进委员会示例市委员会", ("贸促会",)),
)


def create(*, at: datetime) -> None:
    """Areas, units and their usual aliases, unless they are there already."""
    if Area.objects.filter(code=CITY_CODE).exists():
        return
    city = _area(CITY_CODE, "示例市", AreaKind.CITY, None, at)
    for order, (kind, short_name, name, aliases) in enumerate(_UNITS, start=1):
        _unit(short_name, name, kind, city, order, aliases, at)
    order = len(_UNITS)
    for code, name in _COUNTIES:
        order += 1
        area = _area(code, name, AreaKind.COUNTY, city, at)
        government = f"{name}人民政府"
        _unit(f"{name}政府", f"示例市{government}", UnitKind.COUNTY, area, order, (government,), at)
    for code, name, short_name, aliases in _ZONES:
        order += 1
        area = _area(code, name, AreaKind.ZONE, city, at)
        _unit(short_name, f"{name}管理委员会", UnitKind.ZONE, area, order, aliases, at)


def _area(code: str, name: str, kind: AreaKind, parent: Area | None, at: datetime) -> Area:
    return save_area(code=code, name=name, kind=kind, parent=parent, by=SYSTEM, at=at)


def _unit(
    short_name: str,
    name: str,
    kind: UnitKind,
    area: Area,
    order: int,
    aliases: tuple[str, ...],
    at: datetime,
) -> None:
    unit = save_unit(
        short_name=short_name, name=name, kind=kind, area=area, order=order * 10, by=SYSTEM, at=at
    )
    for alias in aliases:
        add_alias(unit=unit, name=alias, by=SYSTEM, at=at)
