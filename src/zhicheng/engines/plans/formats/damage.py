"""The border to other people's parsers."""

from collections.abc import Iterator
from contextlib import contextmanager

from zhicheng.engines.plans.document import UnreadableDocument


@contextmanager
def damaged_as(message: str) -> Iterator[None]:
    """Whatever goes wrong inside becomes UnreadableDocument with the message; the cause is kept.

    Damaged files make lxml, python-docx and PDFium raise anything: KeyError, ValueError,
    AttributeError … They have no common base, so all exceptions are caught here, once for every format.
    """
    try:
        yield
    except UnreadableDocument:
        raise  # says already what is wrong
    except (
        Exception
    ) as error:  # a parser's, for damage; a defect of ours stays visible as the cause
        raise UnreadableDocument(message) from error
