"""XML of any length and of hostile origin: many documents in a file, entities, broken ends, memory."""

import gzip
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.engines.patents.files import ST36, read, written

from zhicheng.engines.patents.xml import stream


def test_documents_one_after_another_are_all_read(tmp_path: Path) -> None:
    """The weekly files of the USPTO; one of them broken, the next is read."""
    count = 300
    whole = "".join(ST36.replace(">1<", f">{number}<") for number in range(1, count + 1))
    found, faults = read(written(tmp_path, "a.xml", whole))
    assert [one.publication.number for one in found] == [str(one) for one in range(1, count + 1)]
    assert faults == []
    broken = ST36 + ST36.replace("</us-patent-grant>", "") + ST36
    found, (fault,) = read(written(tmp_path, "b.xml", broken))
    assert len(found) == 2
    assert fault.place == "第2份 XML"


def test_a_declaration_across_two_chunks_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for size in (1, 7, 64, len(ST36) - 3, len(ST36), len(ST36) + 3):
        monkeypatch.setattr(stream, "_CHUNK", size)
        found, faults = read(written(tmp_path, "a.xml", ST36 * 3))
        assert len(found) == 3
        assert faults == []


BOMB = """<?xml version="1.0"?>
<!DOCTYPE us-patent-grant [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">{more}]>
<us-patent-grant country="&b;"><us-bibliographic-data-grant><invention-title>&b;</invention-title>
</us-bibliographic-data-grant></us-patent-grant>
"""


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    found, faults = read(written(tmp_path, "a.xml", BOMB.format(more="") + ST36))
    assert len(found) == 1
    assert "自带实体声明" in faults[0].said
    secret = written(tmp_path, "secret.txt", "geheim")
    doctype = f'<!DOCTYPE us-patent-grant SYSTEM "none.dtd" [<!ENTITY x SYSTEM "file://{secret}">]>'
    text = ST36.replace("A thing", "A &lsquo;&agr;&x;&rsquo; thing")
    text = text.replace("<us-patent-grant country", f"{doctype}<us-patent-grant country")
    (one,), _ = read(written(tmp_path, "b.xml", text))
    assert one.title == "A ‘α&x;’ thing"
    assert [(doubt.code, doubt.raw) for doubt in one.doubts] == [("entity", "&x;")]


def test_a_broken_or_endless_document_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_text = ST36.replace("A thing", "A thing" + " " * 500_000)
    found, (fault,) = read(written(tmp_path, "a.xml", ST36 + with_text[:-100]))
    assert len(found) == 1
    assert "其后内容未读取" in fault.said
    monkeypatch.setattr(stream, "_LARGEST_RECORD", 100_000)
    found, (fault,) = read(written(tmp_path, "b.xml", ST36 + with_text + ST36))
    assert len(found) == 2
    assert "超过64MB" in fault.said


def test_a_truncated_archive_of_xml_is_told(tmp_path: Path) -> None:
    whole = "".join(ST36.replace(">1<", f">{number}<") for number in range(4_000))
    packed = gzip.compress(whole.encode())
    found, faults = read(written(tmp_path, "a.xml.gz", packed[: len(packed) // 2]))
    assert 100 < len(found) < 4_000
    assert faults
    twice = (ST36 + ST36.replace("</us-patent-grant>", "<p>") + whole).encode()
    packed = gzip.compress(twice)
    assert read(written(tmp_path, "b.xml.gz", packed[: len(packed) // 2]))[1]


def test_a_refused_document_in_a_truncated_archive_is_told_once(tmp_path: Path) -> None:
    noise = "".join(f"<p>{number * 7919 % 100_003}</p>" for number in range(60_000))
    packed = gzip.compress((BOMB.format(more="") + noise).encode())
    found, faults = read(written(tmp_path, "a.xml.gz", packed[: len(packed) // 2]))
    assert found == []
    assert len(faults) == 1


def test_a_record_without_number_is_told(tmp_path: Path) -> None:
    _, (fault,) = read(written(tmp_path, "a.xml", "<us-patent-grant/>"))
    assert fault.said.startswith("没有公开（公告）号")


def test_xml_of_an_archive_says_where_it_stood(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("一.xml", ST36)
        package.writestr("二.xml", "<a>")
    (found,), (fault,) = read(path)
    assert found.place == "一.xml 第1篇"
    assert fault.place == "二.xml 第1份 XML"


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Forty thousand records in one document, 16 MB, in a process of its own."""
    record = (
        '<exchange-document country="EP" doc-number="{}" kind="A1"><p>'
        + "x" * 300
        + "</p></exchange-document>\n"
    )
    path = tmp_path / "a.xml"
    with path.open("w") as file:
        file.write("<exchange-documents>")
        for number in range(40_000):
            file.write(record.format(number))
        file.write("</exchange-documents>")
    program = (
        "import resource, sys; from pathlib import Path; from zhicheng.engines.patents import Reader\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "assert sum(1 for _ in Reader(Path(sys.argv[1])).read()) == 40_000\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, check=True
    )
    assert int(done.stdout) < 12_000  # kilobytes
