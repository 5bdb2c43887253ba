"""Numbers that are only a pattern: marks, classes, varieties, layouts, works, indications (R-ID-5)."""

import re

from zhicheng.engines.identifiers.patterns import Pattern, Within
from zhicheng.engines.sources import Confidence, Source

_NICE_CLASSES, _VIENNA_CATEGORIES, _LOCARNO_CLASSES = 45, 29, 32
_LATEST_YEAR = 2099
_MEDIUM = Confidence.MEDIUM


def _year(first: int) -> Within:
    return Within("year", first, _LATEST_YEAR, "年份")


MARKS = (
    Pattern(
        name="trademark",
        title="商标申请（注册）号",
        pattern=re.compile(r"第?(?P<serial>(?=0*[1-9])\d{1,8})(?P<part>[A-Z]?)号?"),
        value="{serial}{part}",
        numbers=("serial",),
        example="12345678（分割、部分转让的加后缀字母，如 12345678A）",
        source=Source("商标申请号与注册号相同；后缀字母的用法为经验", _MEDIUM),
    ),
    Pattern(
        name="madrid-mark",
        title="马德里国际注册号（指定中国）",
        pattern=re.compile(r"第?G(?P<serial>\d{6,7})(?P<part>[A-Z]?)号?"),
        value="G{serial}{part}",
        example="G1234567",
        source=Source("国际注册号前加 G；后缀字母的用法为经验", _MEDIUM),
    ),
    Pattern(
        name="nice-class",
        title="尼斯分类类别",
        pattern=re.compile(r"第?(?P<number>\d{1,2})类?"),
        value="{number}",
        display="第{number}类",
        numbers=("number",),
        limits=(Within("number", 1, _NICE_CLASSES, "类别"),),
        example="第9类",
        source=Source("商标注册用商品和服务国际分类（尼斯分类）"),
    ),
    Pattern(
        name="similar-group",
        title="类似群",
        pattern=re.compile(r"(?P<number>\d{2})(?P<group>\d{2})"),
        value="{number}{group}",
        limits=(Within("number", 1, _NICE_CLASSES, "类别"),),
        facts={"类别": "第{number}类"},
        example="0901",
        source=Source("类似商品和服务区分表"),
    ),
    Pattern(
        name="vienna",
        title="维也纳分类（商标图形要素）",
        pattern=re.compile(r"(?P<category>\d{1,2})\.(?P<division>\d{1,2})(?P<section>\.\d{1,2})?"),
        value="{category}.{division}{section}",
        numbers=("category", "division", "section"),
        limits=(Within("category", 1, _VIENNA_CATEGORIES, "大类"),),
        example="5.3.13",
        source=Source("商标图形要素国际分类（维也纳分类）"),
    ),
)

_SYMBOL = r"(?P<subclass>[{letters}]\d\d[A-Z])(?P<group>\d{{1,4}})/(?P<subgroup>\d{{2,6}})"
_EDITION = r"(\(\d{4}\.\d\d\)[A-Z]?)?"
CLASSES = (
    Pattern(
        name="ipc",
        title="国际专利分类号（IPC）",
        pattern=re.compile(_SYMBOL.format(letters="A-H") + _EDITION),
        value="{subclass}{group}/{subgroup}",
        display="{subclass} {group}/{subgroup}",
        numbers=("group",),
        example="G06F 17/30",
        source=Source("国际专利分类表"),
    ),
    Pattern(
        name="cpc",
        title="联合专利分类号（CPC）",
        pattern=re.compile(_SYMBOL.format(letters="A-HY")),
        value="{subclass}{group}/{subgroup}",
        display="{subclass} {group}/{subgroup}",
        numbers=("group",),
        example="Y02E 10/50",
        source=Source("联合专利分类表"),
        # All others are IPC symbols as well, and read as such.
        resembles=re.compile(r"Y\d\d[A-Z]\d+/\d+"),
    ),
    Pattern(
        name="locarno",
        title="洛迦诺分类号（外观设计）",
        pattern=re.compile(r"(LOC\(\d+\)CL\.)?(?P<number>\d\d)-(?P<sub>\d\d)(\(\d{1,2}\))?"),
        value="{number}-{sub}",
        limits=(Within("number", 1, _LOCARNO_CLASSES, "大类"),),
        example="14-02",
        source=Source("工业品外观设计国际分类（洛迦诺分类）"),
    ),
)

VARIETIES = (
    Pattern(
        name="agricultural-variety",
        title="农业植物新品种申请号",
        pattern=re.compile(r"CNA(?P<year>\d{4})(?P<serial>\d{4})(?P<rest>\.\d|\d{3})?"),
        value="CNA{year}{serial}{rest}",
        limits=(_year(1999),),
        facts={"申请年份": "{year}"},
        example="CNA20151234.5 或 CNA20201001234",
        source=Source("农业植物新品种保护公告的写法", _MEDIUM),
        resembles=re.compile(r"CNA\d+(\.\d)?"),
    ),
    Pattern(
        name="forestry-variety",
        title="林草植物新品种申请号",
        pattern=re.compile(r"(?P<year>\d{4})(?P<serial>\d{4})"),
        value="{year}{serial}",
        limits=(_year(1999),),
        facts={"申请年份": "{year}"},
        example="20190123",
        source=Source("林草植物新品种权公告的写法", _MEDIUM),
        # Eight digits are first of all the number of a mark.
        resembles=re.compile(r"(199|20\d)\d{5}"),
    ),
    Pattern(
        name="layout-design",
        title="集成电路布图设计登记号",
        pattern=re.compile(r"BS\.?(?P<year>\d\d)(?P<kind>5)(?P<serial>\d{6})"),
        value="BS.{year}{kind}{serial}",
        limits=(Within("year", 1, 99, "年份"),),
        facts={"申请年份": "20{year}"},
        example="BS.195000001",
        source=Source("集成电路布图设计专有权公告的写法", _MEDIUM),
        resembles=re.compile(r"BS\.?\d+"),
    ),
)

_WORD = r"[\u4e00-\u9fff]"
WORKS = (
    Pattern(
        name="software-copyright",
        title="计算机软件著作权登记号",
        # Six digits until 2020, when there were fewer than a million a year; seven since.
        pattern=re.compile(
            r"(?P<year>\d{4})SR(?P<serial>\d{7}|(?<=(?:199\d|200\d|201\d|2020)SR)\d{6})"
        ),
        value="{year}SR{serial}",
        limits=(_year(1992),),
        facts={"登记年份": "{year}"},
        example="2023SR0123456",
        source=Source("计算机软件著作权登记证书的写法"),
        resembles=re.compile(r"\d{4}SR\d+"),
    ),
    Pattern(
        name="work-copyright",
        title="作品著作权登记号",
        pattern=re.compile(
            rf"(?P<office>{_WORD})作登字-(?P<year>\d{{4}})-(?P<kind>[A-L])-(?P<serial>\d{{8}})"
        ),
        value="{office}作登字-{year}-{kind}-{serial}",
        limits=(_year(1994),),
        facts={"登记年份": "{year}", "作品类别": "{kind}"},
        example="国作登字-2023-A-00012345（各省为 粤作登字 等）",
        source=Source("作品登记证书的写法；各省的写法为经验", _MEDIUM),
        resembles=re.compile(rf"{_WORD}作登字.*"),
    ),
)

_AUTHORITY = r"国家知识产权局|国家质量监督检验检疫总局|国家质检总局|质检总局"
INDICATIONS = (
    Pattern(
        name="agricultural-indication",
        title="农产品地理标志编号",
        pattern=re.compile(r"AGI(?P<serial>\d{5})"),
        value="AGI{serial}",
        example="AGI01234",
        source=Source("农产品地理标志登记公告的写法", _MEDIUM),
        resembles=re.compile(r"AGI\d+"),
    ),
    Pattern(
        name="indication-announcement",
        title="地理标志产品保护公告",
        pattern=re.compile(
            rf"(?P<by>{_AUTHORITY})(?P<year>\d{{4}})年第?(?P<serial>\d{{1,3}})号公告"
        ),
        value="{by}{year}年第{serial}号公告",
        numbers=("serial",),
        limits=(_year(1999),),
        facts={"公告机关": "{by}", "公告年份": "{year}"},
        example="质检总局2013年第165号公告",
        source=Source("地理标志产品保护公告的写法，没有校验位", _MEDIUM),
        resembles=re.compile(rf"({_AUTHORITY}).*公告"),
    ),
)

FILES = (
    Pattern(
        name="case-number",
        title="行政裁决、司法确认案号",
        pattern=re.compile(
            r"\((?P<year>\d{4})\)(?P<organ>[\u4e00-\u9fff0-9]*)(?P<kind>行裁|调确)"
            r"(?P<sign>字?)第?(?P<serial>\d+)号"
        ),
        value="（{year}）{organ}{kind}{sign}{serial}号",
        numbers=("serial",),
        limits=(_year(1985),),
        facts={"年份": "{year}"},
        example="（2026）豫0702行裁12号",
        source=Source("案号的通行写法", _MEDIUM),
        resembles=re.compile(r"\(\d+\).*(行裁|调确).*"),
    ),
)

ALL = (*MARKS, *CLASSES, *VARIETIES, *WORKS, *INDICATIONS, *FILES)
SCHEMES = tuple(one.scheme() for one in ALL)
