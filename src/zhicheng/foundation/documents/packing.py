"""The zip archive around a .docx, written so that the same parts are the same bytes."""

import zipfile
from io import BytesIO

_DAY = (1980, 1, 1, 0, 0, 0)
"""The first that a zip archive knows: the moment of writing is no part of a document."""


def packed(content: bytes) -> bytes:
    """The same document, its archive without the moment at which it was written."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=_DAY)
            archive.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a document by name."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
