"""Binary Word, WPS and RTF: LibreOffice turns them into .docx."""

from zhicheng.engines import libreoffice
from zhicheng.engines.plans.document import Document, UnreadableDocument
from zhicheng.engines.plans.formats.archive import ENCRYPTED
from zhicheng.engines.plans.formats.limits import MAX_FILE_BYTES, OFFICE_SECONDS
from zhicheng.engines.plans.formats.word import read_docx

_SAVE_AS = "请用 WPS 或 Word 打开，另存为 .docx 后再上传。"
ABSENT = f"读取 .doc、.wps、.rtf 需要 LibreOffice，这台服务器没有安装。{_SAVE_AS}"
FAILED = f"文件无法转换，可能已损坏，或者不是 Word、WPS 文字文档。{_SAVE_AS}"
TIMED_OUT = f"文件转换超过 {OFFICE_SECONDS} 秒仍未完成，已停止。{_SAVE_AS}"
_FIB_MAGIC = b"\xec\xa5"
_FIB_ENCRYPTED = 0x01  # [MS-DOC] 2.5.2: fEncrypted, bit 8 of the flags at 0x0A


def read_office(name: str, data: bytes) -> Document:
    """A .doc, .wps or .rtf file, by way of .docx.

    Raises UnreadableDocument where it is encrypted, where LibreOffice is absent, fails or takes
    longer than OFFICE_SECONDS, and for what the .docx reader refuses.
    """
    if _is_encrypted(data):
        raise UnreadableDocument(ENCRYPTED)
    try:
        result = libreoffice.converted(
            data, source="doc", to="docx", filter_name="MS Word 2007 XML", seconds=OFFICE_SECONDS
        )
    except libreoffice.Absent as error:
        raise UnreadableDocument(ABSENT) from error
    except libreoffice.TookTooLong as error:
        raise UnreadableDocument(TIMED_OUT) from error
    except libreoffice.Failed as error:
        raise UnreadableDocument(FAILED) from error
    if len(result) > MAX_FILE_BYTES:
        raise UnreadableDocument(FAILED)
    return read_docx(name, result)


def _is_encrypted(data: bytes) -> bool:
    """Whether the WordDocument stream of a compound file ([MS-CFB]) says that it is encrypted."""
    entry = data.find("WordDocument".encode("utf-16-le") + b"\x00\x00")
    if entry < 0:
        return False
    sector = int.from_bytes(data[entry + 116 : entry + 120], "little")
    size = 1 << min(int.from_bytes(data[30:32], "little"), 12)
    start = (sector + 1) * size
    return data[start : start + 2] == _FIB_MAGIC and bool(data[start + 11] & _FIB_ENCRYPTED)
