"""Files as people bring them: several at once, all taken in or each refusal named."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from django.core.exceptions import ValidationError

from zhicheng.foundation.files.actions import store
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.files.rules import EVIDENCE, RefusedFile, clean_name


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it is brought: its name, and a stream of its content."""

    name: str
    stream: BinaryIO


def store_all(
    uploads: Iterable[Upload], allowed: frozenset[str] = EVIDENCE
) -> dict[StoredFile, str]:
    """Files with the names they are kept under; the same content twice is one.

    Raises ValidationError for the field ``uploads``, naming each that is refused, and why.
    """
    stored, refused = {}, []
    for upload in uploads:
        try:
            kept = store(upload.stream, name=upload.name, allowed=allowed)
        except RefusedFile as error:
            refused.append(f"{upload.name}：{error}")
        else:
            stored[kept] = clean_name(upload.name)
    if refused:
        raise ValidationError({"uploads": refused})
    return stored
