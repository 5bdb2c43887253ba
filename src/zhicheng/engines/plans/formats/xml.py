"""XML of hostile origin: no entities, no document type, no network, no huge trees."""

from lxml import etree

from zhicheng.engines.plans.document import UnreadableDocument
from zhicheng.engines.plans.formats import limits
from zhicheng.engines.plans.formats.archive import TOO_LARGE

FORBIDDEN = "文件里含有不安全的 XML 声明（DTD 或实体），已拒绝读取。请用 WPS 或 Word 另存后再上传。"


def require_safe(data: bytes) -> None:
    """Raises UnreadableDocument for XML that is too large or has a document type.

    Neither .docx nor .ofd may have one. UTF-16 hides words behind NUL bytes: those do not count.
    """
    if len(data) > limits.MAX_XML_BYTES:
        raise UnreadableDocument(TOO_LARGE)
    plain = data.replace(b"\x00", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise UnreadableDocument(FORBIDDEN)


def parse(data: bytes) -> etree._Element:
    """The root element. Raises UnreadableDocument for unsafe XML, XMLSyntaxError for bad XML."""
    require_safe(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    return etree.fromstring(data, parser)
