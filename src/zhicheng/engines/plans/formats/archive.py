"""Zip packages (.docx, .ofd) opened with care: bounded before and while they are unpacked."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from zhicheng.engines.plans.document import UnreadableDocument
from zhicheng.engines.plans.formats import limits

TOO_LARGE = "文件解压后体积异常，可能是有意构造的“压缩炸弹”，已拒绝读取。请向发文单位索取原始文件。"
ENCRYPTED = "文件设有密码，无法读取。请先用原软件打开，取消密码保护后另存，再上传。"
_CHUNK = 1024 * 1024
_FLAG_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
"""What ``zipfile`` raises for damage: of the directory or a checksum, in the compressed bytes, for an end that
comes too soon, a compression that it does not know, and places before the file begins (seeking there, OSError
or ValueError)."""


class Archive:
    """A zip file in memory.

    kind: what the messages call it, directly before 文件. Raises UnreadableDocument at once where it is
    damaged, encrypted, or claims more entries, bytes or compression than the limits allow, and later
    where an entry holds more than it claimed.
    """

    def __init__(self, data: bytes, kind: str) -> None:
        self._damaged = (
            f"{kind}文件已损坏或不完整，无法打开。请用原软件打开检查后另存，或重新下载，再上传。"
        )
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        except _BROKEN as error:
            raise UnreadableDocument(self._damaged) from error
        self._budget = limits.MAX_UNPACKED_BYTES
        self._check_claims(self._zip.infolist())

    def names(self) -> list[str]:
        """The entries' names, in the order of the archive's directory."""
        return list(self._entries)

    def read(self, name: str) -> bytes:
        """An entry's bytes. Raises KeyError for an unknown name, UnreadableDocument for damage."""
        return b"".join(self._chunks(self._entries[name]))

    def check(self) -> None:
        """Unpack every entry once, keeping nothing: another library may then open the archive."""
        for entry in self._entries.values():
            for _ in self._chunks(entry):
                pass
        self._budget = limits.MAX_UNPACKED_BYTES

    def _check_claims(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > limits.MAX_ENTRIES:
            raise UnreadableDocument(TOO_LARGE)
        if sum(entry.file_size for entry in entries) > limits.MAX_UNPACKED_BYTES:
            raise UnreadableDocument(TOO_LARGE)
        for entry in entries:
            if entry.flag_bits & _FLAG_ENCRYPTED:
                raise UnreadableDocument(ENCRYPTED)
            _check_ratio(entry.file_size, entry.compress_size)

    def _chunks(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """The entry piece by piece, counted against what all reads together may unpack."""
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    self._budget -= len(chunk)
                    if self._budget < 0:
                        raise UnreadableDocument(TOO_LARGE)
                    yield chunk
        except _BROKEN as error:
            raise UnreadableDocument(self._damaged) from error


def _check_ratio(unpacked: int, packed: int) -> None:
    if unpacked > limits.RATIO_FREE_BYTES and unpacked > limits.MAX_RATIO * max(packed, 1):
        raise UnreadableDocument(TOO_LARGE)
