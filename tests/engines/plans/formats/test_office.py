"""Binary Word, WPS and RTF through LibreOffice; clear words where it is absent or fails."""

import os
import stat
import struct
import time
from pathlib import Path

import pytest

from tests.engines.plans.formats.sample import SAMPLE, TARGETS, needs_office, office, word
from zhicheng.engines.plans.document import BlockKind, UnreadableDocument
from zhicheng.engines.plans.formats import load_bytes
from zhicheng.engines.plans.formats import office as reader

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = rb"{\rtf1\ansi\ansicpg936 \'cd\'a8\'d6\'aa\par}"


def program(folder: Path, script: str) -> None:
    """A program named soffice that stands in the way of the real one."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def ends(pid: int) -> bool:
    """Whether the process goes away, as a killed one does as soon as the machine comes to it."""
    for _ in range(400):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state in "ZX":
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(scope="module")
def binary() -> bytes:
    """The sample as LibreOffice writes it for Word 97, which is what WPS writes too."""
    return office(word(SAMPLE), ".docx", "doc:MS Word 97")


@pytest.mark.parametrize("name", ["方案.wps", "方案.docx"])
def test_a_binary_document_is_read_as_its_docx_would_be(name: str, binary: bytes) -> None:
    document = load_bytes(name, binary)
    assert (document.name, document.format) == (name, "docx")
    (table,) = (block for block in document.blocks if block.kind is BlockKind.TABLE)
    assert [[document.slice(cell) for cell in row] for row in table.rows] == [
        list(row) for row in TARGETS
    ]


def test_rich_text_named_doc_is_read() -> None:
    needs_office()
    assert load_bytes("方案.doc", RTF).text == "通知\n"


def test_without_libreoffice_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableDocument, match=r"没有安装.*另存为 \.docx"):
        load_bytes("方案.wps", COMPOUND)


def test_a_conversion_that_gives_nothing_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableDocument, match="无法转换"):
        load_bytes("方案.doc", COMPOUND)


def test_a_conversion_that_grows_beyond_all_bounds_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(
        tmp_path,
        'while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"; echo a document > "$2/source.docx"',
    )
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(reader, "MAX_FILE_BYTES", 5)
    with pytest.raises(UnreadableDocument, match="无法转换"):
        load_bytes("方案.doc", COMPOUND)


def test_a_conversion_that_hangs_is_ended_with_all_its_helpers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid_file = tmp_path / "pid"
    program(tmp_path, f"sleep 600 & echo $! > {pid_file}; wait")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(reader, "OFFICE_SECONDS", 1)
    with pytest.raises(UnreadableDocument, match="已停止"):
        load_bytes("方案.doc", COMPOUND)
    assert ends(int(pid_file.read_text()))


def test_what_libreoffice_cannot_read_is_refused() -> None:
    needs_office()
    with pytest.raises(UnreadableDocument):
        load_bytes("方案.doc", COMPOUND + bytes(2000))


def compound_with_word_stream(flags: int) -> bytes:
    """The parts of a compound file that say where the WordDocument stream is, and its beginning."""
    header = bytearray(512)
    header[:8] = COMPOUND
    struct.pack_into("<H", header, 30, 9)  # sectors of 512 bytes
    stream = bytearray(512)
    struct.pack_into("<HHHHHH", stream, 0, 0xA5EC, 0xC1, 0, 0, 0, flags)
    entry = bytearray(128)
    name = "WordDocument\0".encode("utf-16-le")
    entry[: len(name)] = name
    struct.pack_into("<L", entry, 116, 0)
    return bytes(header + stream + entry)


def test_a_password_is_seen_before_libreoffice_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableDocument, match="密码"):
        load_bytes("方案.doc", compound_with_word_stream(0x0100))
    with pytest.raises(UnreadableDocument, match="没有安装"):
        load_bytes("方案.doc", compound_with_word_stream(0))
