"""Small files of every form, written for the tests; nothing in them is real."""

from pathlib import Path

from zhicheng.engines.patents import Fault, Publication, Reader

HEADERS = (
    "公开（公告）号,公开（公告）日,申请号,申请日,发明名称,申请（专利权）人,发明人,地址,IPC分类号"
)
ROW = (
    "CN111111111A,2021.01.05,202010000001.1,2020.02.03,一种示例装置,示例市甲公司;示例大学,"
    "张示例;李示例,100000示例省示例市示例路1号,H04W40/02(2009.01)I;??H04M1/02(2006.01)I"
)
ST36 = """<?xml version="1.0" encoding="UTF-8"?>
<us-patent-grant country="US"><us-bibliographic-data-grant>
<publication-reference><document-id><country>US</country><doc-number>1</doc-number><kind>B2</kind>
<date>20200102</date></document-id></publication-reference>
<invention-title>A thing</invention-title>
</us-bibliographic-data-grant></us-patent-grant>
"""


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path: Path, **corrections: str) -> tuple[list[Publication], list[Fault]]:
    """The publications and the faults of a file."""
    found = list(Reader(path, corrections).read())
    return (
        [one for one in found if isinstance(one, Publication)],
        [one for one in found if isinstance(one, Fault)],
    )
