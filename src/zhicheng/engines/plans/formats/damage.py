"""The border to other people's parsers."""

from collections.abc import Iterator
from contextlib import contextmanager

from zhicheng.engines.plans.document import UnreadableDocument


@contextmanager
def damaged_as(message: str) -> Iterator[None]:
    """Whatever goes wrong inside becomes UnreadableDocument with the message; the cause is kept.

    Damaged files make lxml, python-docx and PDFium raise anything: KeyError, ValueError,
    AttributeError … They have no common base, so this is the one place that catches Exception.
    """
    try:
        yield
    except UnreadableDocument:
        raise
    except Exception as error:
        raise UnreadableDocument(message) from error
