"""Markdown: headings with their depth, tables, and the marks gone from the text."""

from zhicheng.engines.plans.document import BlockKind
from zhicheng.engines.plans.formats import load_bytes

SOURCE = """# 示例市工作方案

## **一、总体目标** ##
> 到2027年，**专利**拥有量达到9件。
***
| 指标 | 目标 |
|:---|---:|
| 专利 \\| 商标 | **9件** |

#### (五)加强保障
#
"""


def test_headings_paragraphs_and_tables() -> None:
    document = load_bytes("方案.md", SOURCE.encode())
    assert document.format == "md"
    assert [(b.kind, b.level, document.slice(b)) for b in document.blocks] == [
        (BlockKind.HEADING, 1, "示例市工作方案"),
        (BlockKind.HEADING, 2, "一、总体目标"),
        (BlockKind.PARAGRAPH, 0, "到2027年，专利拥有量达到9件。"),
        (BlockKind.TABLE, 0, "指标\t目标\n专利 | 商标\t9件"),
        (BlockKind.HEADING, 4, "(五)加强保障"),
        (BlockKind.PARAGRAPH, 0, "#"),
    ]
