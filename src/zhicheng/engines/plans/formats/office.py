"""Binary Word, WPS and RTF: LibreOffice turns them into .docx, in a profile of its own."""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from zhicheng.engines.plans.document import Document, UnreadableDocument
from zhicheng.engines.plans.formats.archive import ENCRYPTED
from zhicheng.engines.plans.formats.limits import MAX_FILE_BYTES, OFFICE_SECONDS
from zhicheng.engines.plans.formats.word import read_docx

_SAVE_AS = "请用 WPS 或 Word 打开，另存为 .docx 后再上传。"
ABSENT = f"读取 .doc、.wps、.rtf 需要 LibreOffice，这台服务器没有安装。{_SAVE_AS}"
FAILED = f"文件无法转换，可能已损坏，或者不是 Word、WPS 文字文档。{_SAVE_AS}"
TIMED_OUT = f"文件转换超过 {OFFICE_SECONDS} 秒仍未完成，已停止。{_SAVE_AS}"
_PROGRAMS = ("soffice", "libreoffice")
_FIB_MAGIC = b"\xec\xa5"
_FIB_ENCRYPTED = 0x01  # [MS-DOC] 2.5.2: fEncrypted, bit 8 of the flags at 0x0A
# Nothing of a stranger's file may run or be fetched: no macros, no links to elsewhere.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def read_office(name: str, data: bytes) -> Document:
    """A .doc, .wps or .rtf file, by way of .docx.

    Raises UnreadableDocument where it is encrypted, where LibreOffice is absent, fails or takes
    longer than OFFICE_SECONDS, and for what the .docx reader refuses.
    """
    if _is_encrypted(data):
        raise UnreadableDocument(ENCRYPTED)
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UnreadableDocument(ABSENT)
    with tempfile.TemporaryDirectory(prefix="zhicheng-office-") as folder:
        return read_docx(name, _convert(program, Path(folder), data))


def _convert(program: str, folder: Path, data: bytes) -> bytes:
    profile, source = folder / "profile", folder / "source.doc"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    source.write_bytes(data)
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source)),
    ]
    _run(command, OFFICE_SECONDS)
    result = folder / "source.docx"
    if not result.is_file() or result.stat().st_size > MAX_FILE_BYTES:
        raise UnreadableDocument(FAILED)
    return result.read_bytes()


def _run(command: list[str], seconds: float) -> None:
    """Run in a process group of its own, which is ended as a whole: soffice starts helpers."""
    process = subprocess.Popen(  # noqa: S603 – the program is LibreOffice, the paths are our own
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(TIMED_OUT) from error
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _is_encrypted(data: bytes) -> bool:
    """Whether the WordDocument stream of a compound file ([MS-CFB]) says that it is encrypted."""
    entry = data.find("WordDocument".encode("utf-16-le") + b"\x00\x00")
    if entry < 0:
        return False
    sector = int.from_bytes(data[entry + 116 : entry + 120], "little")
    size = 1 << min(int.from_bytes(data[30:32], "little"), 12)
    start = (sector + 1) * size
    return data[start : start + 2] == _FIB_MAGIC and bool(data[start + 11] & _FIB_ENCRYPTED)
