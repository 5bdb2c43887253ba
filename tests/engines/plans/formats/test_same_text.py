"""One text in every format gives one text, and one reading."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.engines.plans.formats.ofd_writer import typeset
from tests.engines.plans.formats.sample import SAMPLE, Table, office_all, plain, word
from zhicheng.engines.plans import read
from zhicheng.engines.plans.document import Document
from zhicheng.engines.plans.formats import load, load_bytes

FORMATS = ("docx", "pdf", "html", "ofd")
Blocks = tuple[str | Table, ...]


def converted(texts: Sequence[Blocks], kind: str) -> list[Document]:
    if kind == "ofd":
        files = list(map(typeset, texts))
    else:
        files = list(map(word, texts))
        files = files if kind == "docx" else office_all(files, ".docx", kind)
    return [load_bytes("方案", data) for data in files]


def folded(text: str) -> str:
    return "".join(text.split())


def without_places(form: Any) -> Any:
    """A reading without spans, source and white space."""
    if isinstance(form, dict):
        return {
            key: without_places(value)
            for key, value in form.items()
            if not key.endswith("span") and key != "source"
        }
    if isinstance(form, list):
        return list(map(without_places, form))
    return folded(form) if isinstance(form, str) else form


@pytest.mark.parametrize("kind", FORMATS)
def test_the_sample_in_every_format(kind: str) -> None:
    original = load_bytes("方案.txt", plain(SAMPLE))
    (document,) = converted([SAMPLE], kind)
    assert document.format == kind
    assert folded(document.text) == folded(original.text)
    assert [b.kind for b in document.blocks if b.rows] == [
        b.kind for b in original.blocks if b.rows
    ]
    assert without_places(read(document).to_dict()) == without_places(read(original).to_dict())


def shared_documents() -> Iterator[Path]:
    root = Path(os.environ.get("ZHICHENG_SHARED") or Path(__file__).parents[5] / "shared")
    for folder in ("seeds", "more"):
        yield from sorted((root / "plans" / folder).glob("*.txt"))


@pytest.mark.shared
@pytest.mark.parametrize("kind", FORMATS)
def test_real_documents_in_every_format(kind: str) -> None:
    paths = list(shared_documents())
    if not paths:
        pytest.skip("the folder of real documents (ZHICHENG_SHARED) is not here")
    originals = list(map(load, paths))
    texts = [
        tuple(line.strip() for line in original.text.split("\n") if line.strip())
        for original in originals
    ]
    for path, original, document in zip(paths, originals, converted(texts, kind), strict=True):
        assert folded(document.text) == folded(original.text), path.name
        assert without_places(read(document).to_dict()) == without_places(
            read(original).to_dict()
        ), path.name
