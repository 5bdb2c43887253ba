"""Reading files back."""

import hashlib

from zhicheng.foundation.files.models import StoredFile, path_of


def content(file: StoredFile) -> bytes:
    """The whole content. Raises FileNotFoundError when the bytes are gone from the disk."""
    return path_of(file.sha256).read_bytes()


def is_whole(file: StoredFile) -> bool:
    """Whether the bytes on disk are still those that were stored."""
    return bytes_are_whole(file.sha256)


def bytes_are_whole(sha256: str) -> bool:
    """Whether the bytes that should have this hash are there and have it."""
    path = path_of(sha256)
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == sha256
