"""Units and magnitudes, as data, and the pattern of a number with its unit (PATTERNS §5)."""

import re
from decimal import Decimal

# Written unit → normal unit. Units that are the same when normalised stand once in COUNTED below.
NORMAL: dict[str, str] = {
    "名": "人", "位": "人", "人口": "人", "美金": "美元", "元人民币": "元", "㎡": "平方米",
    "平米": "平方米", "平方千米": "平方公里", "千米": "公里",
    "立方": "立方米", "方": "立方米", "度电": "千瓦时", "工作日": "个工作日", "百分点": "个百分点",
    "公顷": "公顷", "毫克/立方米": "毫克/立方米",
}  # fmt: skip

MONEY: tuple[str, ...] = ("元人民币", "美元", "欧元", "港元", "日元", "美金", "元")
RATE: tuple[str, ...] = ("/10万", "/万", "个百分点", "百分点", "%", "‰", "倍", "成")
SCORE: tuple[str, ...] = ("分",)
TIME: tuple[str, ...] = (
    "个工作日", "工作日", "个自然日", "个小时", "小时", "分钟", "秒", "个月", "个季度", "周岁",
    "岁",
    "天", "日", "月", "年", "周", "晚", "学时", "课时",
)  # fmt: skip
MEASURE: tuple[str, ...] = (
    "平方公里", "平方千米", "平方米", "平米", "㎡", "公里", "千米", "公顷", "亩", "吨标准煤", "吨标煤",
    "吨",
    "公斤", "千克", "斤", "立方米", "立方", "升", "千瓦时", "兆瓦时", "兆瓦", "千瓦", "度电",
    "伏安",
    "标准箱", "标箱", "微克/立方米", "毫克/立方米", "米", "PFlops", "PFLOPS", "P", "EFLOPS", "TB",
    "PB",
    "张床位", "个床位", "标准车", "米/秒", "克",
    "MW", "GW", "KW", "kW", "kw", "MWh", "GWh", "kWh", "MWp", "kV", "kVA", "MVA", "Mbps", "Gbps",
    "Tbps", "km", "TOPS",
)  # fmt: skip
# Counting words. 家, 个, 项 … and those of persons and events.
COUNTED: tuple[str, ...] = (
    "人次", "人口", "人年", "人", "名", "位", "户次", "户", "家次", "家", "个", "件次", "件", "项次",
    "项", "场次",
    "场", "次", "期", "班次", "班", "节", "处", "所", "座", "栋", "间", "套(次)", "套(户)", "套", "台套",
    "台", "辆次",
    "辆", "艘", "架次", "架", "条", "批次", "批", "种", "类", "款", "部", "篇", "张", "份", "册",
    "支", "只",
    "头", "羽", "匹", "株", "棵", "口", "门", "片", "块", "组", "队", "站", "对", "宗", "单",
    "笔", "起",
    "例", "列", "枚", "面", "盏", "标段", "课", "档", "村", "社区", "点位", "公里次", "床", "字",
    "票",
    "车次", "航次", "班列", "枝", "株次", "尾", "万", "本", "顶", "根", "车位", "泊位", "基站",
)  # fmt: skip

_UNITS = sorted({*MONEY, *RATE, *SCORE, *TIME, *MEASURE, *COUNTED} - {"万"}, key=len, reverse=True)
KIND: dict[str, str] = {
    **dict.fromkeys(COUNTED, "count"),
    **dict.fromkeys(MEASURE, "measure"),
    **dict.fromkeys(TIME, "time"),
    **dict.fromkeys(SCORE, "score"),
    **dict.fromkeys(RATE, "rate"),
    **dict.fromkeys(MONEY, "money"),
}

MAGNITUDES: dict[str, Decimal] = {
    "万亿": Decimal(10) ** 12, "千亿": Decimal(10) ** 11, "百亿": Decimal(10) ** 10,
    "十亿": Decimal(10) ** 9, "亿": Decimal(10) ** 8, "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6, "十万": Decimal(10) ** 5, "万": Decimal(10) ** 4,
    "千": Decimal(10) ** 3, "百": Decimal(10) ** 2,
}  # fmt: skip
_MAGNITUDE = "|".join(MAGNITUDES)
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d{1,6})?"
# A word of measure that is in no list counts as a unit where it ends an item: 10万管/日.
_UNLISTED = (
    r"(?![大号时点级届后前中上下来余多些更起左右个以和及与的为或等内外万千百十亿一二三四五六七八九两])"
    r"[\u4e00-\u9fff](?=[,。;、/]|以上|以下|以内|左右|$)"
)
_UNIT = "|".join(map(re.escape, _UNITS)) + "|" + _UNLISTED

# 11万件 · 1-2个 · 3%-5% · 1000套(次) · 30余家
QUANTITY = re.compile(
    rf"(?<![\d.第])(?P<number>{_NUMBER})(?P<first>{_MAGNITUDE})?(?P<first_unit>%|元)?"
    rf"(?:[-~至到](?P<second>{_NUMBER}))?"
    rf"(?P<magnitude>{_MAGNITUDE})?(?:余|多)?(?P<unit>{_UNIT})(?P<per>/(?:年|月|日|天|[百千万]?人|[百千万]?户|亩|公顷|平方公里|平方米|万元|公里|小时|次|立方米|吨))?"
)
# Numbers in words count as figures only beside a comparator: 不少于三家, 十场以上.
WORDED = re.compile(
    rf"(?P<number>[一二两三四五六七八九十百]{{1,4}})(?P<magnitude>万|亿|千)?(?P<unit>{_UNIT})"
)

_PER_BASE = re.compile(
    r"每(?P<base>百|千|万|十万|百万)(?:名|个)?(?P<of>常住人口|人口|就业人员|人|户|名)|(?<![\d一二三四五六七八九十百千数近超余多“\"])(?P<bare>[千万])人(?:口)?(?=[^次才,。;]{2})"
)


def per_base(indicator: str) -> str | None:
    """万人 for an indicator that counts per ten thousand people (每万人口…), else ``None``."""
    found = _PER_BASE.search(indicator)
    if not found:
        return None
    if found["bare"]:
        return found["bare"] + "人"
    return found["base"] + ("户" if found["of"] == "户" else "人")
