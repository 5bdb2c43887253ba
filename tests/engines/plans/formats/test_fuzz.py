"""Whatever is done to a file, it is read or refused; nothing else comes out, and nothing hangs."""

import functools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines.plans.formats.ofd_writer import typeset
from tests.engines.plans.formats.sample import SAMPLE, plain, word
from tests.engines.plans.formats.test_pdf import TABLE, pdf_file, show
from zhicheng.engines.plans.document import UnreadableDocument
from zhicheng.engines.plans.formats import load_bytes

HTML = (
    "<html><meta charset=utf-8><body><h1>示例市工作方案</h1><table><tr><td rowspan=2>指标<td>目标"
    "<tr><td>9件</table><ol><li>一<li>二</ol><pre>甲\n乙</pre></body></html>"
)


@functools.cache
def originals() -> dict[str, bytes]:
    return {
        "txt": plain(SAMPLE),
        "md": b"# " + plain(SAMPLE) + "\n| 甲 | 乙 |\n|--|--|\n| 丙 | 丁 |".encode(),
        "html": HTML.encode(),
        "docx": word(SAMPLE),
        "pdf": pdf_file(show(50, 700, "Plan"), TABLE),
        "ofd": typeset(SAMPLE),
    }


@pytest.mark.parametrize("kind", ["txt", "md", "html", "docx", "pdf", "ofd"])
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    changes=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=8)), max_size=6),
    cut=st.floats(0, 1),
)
def test_mutated_files_are_read_or_refused(
    kind: str, changes: list[tuple[float, bytes]], cut: float
) -> None:
    data = bytearray(originals()[kind])
    for place, piece in changes:
        at = int(place * (len(data) - 1))
        data[at : at + len(piece)] = piece
    if cut < 0.2:
        del data[int(len(data) * cut * 5) :]
    try:
        document = load_bytes(f"方案.{kind}", bytes(data))
    except UnreadableDocument as refusal:
        assert str(refusal)
        return
    for block in document.blocks:
        assert 0 <= block.start <= block.end <= len(document.text)
        assert all(len(row) == len(block.rows[0]) for row in block.rows)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=2000), st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>"]))
def test_bytes_without_sense_are_read_or_refused(data: bytes, start: bytes) -> None:
    try:
        load_bytes("上传", start + data)
    except UnreadableDocument as refusal:
        assert str(refusal)
