"""XML of hostile origin: no entities, no document type, no network, no huge trees."""

from lxml import etree

from zhicheng.engines.plans.document import UnreadableDocument

FORBIDDEN = "文件里含有不安全的 XML 声明（DTD 或实体），已拒绝读取。请用 WPS 或 Word 另存后再上传。"


def refuse_declarations(data: bytes) -> None:
    """Raises UnreadableDocument for XML with a document type; neither .docx nor .ofd may have one.

    UTF-16 hides the word behind NUL bytes, so they are left out of account.
    """
    plain = data.replace(b"\x00", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise UnreadableDocument(FORBIDDEN)


def parse(data: bytes) -> etree._Element:
    """The root element. Raises UnreadableDocument for declarations, XMLSyntaxError for bad XML."""
    refuse_declarations(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    return etree.fromstring(data, parser)
