"""Filling a template, and looking one over before anybody relies on it."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

from django.utils.translation import gettext as _
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from zhicheng.foundation.documents.fields import forbidden_fields, is_harmless
from zhicheng.foundation.documents.packing import packed, parts
from zhicheng.foundation.documents.rules import (
    Context,
    Field,
    conformed,
    example,
    placeholder_faults,
)

_UNPACKED_LARGEST = 50 * 1024 * 1024
_TEXT_LARGEST = 4 * 1024 * 1024
"""Bytes of all parts that are XML."""
_BRACES_MOST = 4000
"""Each placeholder has two: what docxtpl looks for among them takes time that grows with their square."""
_XML = (".xml", ".rels")
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
"""Of a document, those that docxtpl fills as well."""
_ACTIVE = frozenset(
    {"oleObject", "package", "control", "activeXControl", "aFChunk", "frame", "subDocument"}
)
"""Relationships to what a document would run or take in from elsewhere (ECMA-376 part 1, §11.3, §15.2)."""
_SNIPPET = 60
_PARAGRAPH = re.compile(r"<w:p([ >])")


def rendered(content: bytes, fields: Sequence[Field], context: Context) -> bytes:
    """A document made from a template; the same template and values give the same bytes.

    content: the template. context: a value for each of ``fields`` (``rules.conformed``, which raises
    ValueError); values are words, never markup.
    """
    template = DocxTemplate(BytesIO(content))
    template.render(conformed(context, fields), jinja_env=_environment())
    target = BytesIO()
    template.save(target)
    return packed(target.getvalue())


def template_faults(content: bytes, fields: Sequence[Field]) -> list[str]:
    """Why a .docx cannot be a template with these fields (Chinese, each naming what is wrong)."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > _UNPACKED_LARGEST:
            return [_("模板解压后过大，请删去其中的大图片后再上传。")]
        trees = _trees(parts(content))
        if faults := _excesses(trees):
            return faults
        template = DocxTemplate(BytesIO(content))
        template.init_docx()
        sources = list(_sources(template))
    except Exception:  # whatever a hostile file makes the libraries raise, it is no template
        return [_("模板打不开，请用文字处理软件另存为 .docx 后再上传。")]
    faults = [*_reaching_out(template), *_calling(trees)]
    for source in sources:
        faults += placeholder_faults(source, fields)
    return list(dict.fromkeys(faults)) or _trial_faults(content, fields)


def _sources(template: DocxTemplate) -> Iterator[str]:
    """What docxtpl would give to Jinja: body, headers, footers, footnotes, properties; one line a paragraph."""
    bodies = [template.get_xml()]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        bodies += [template.get_part_xml(part) for _key, part in template.get_headers_footers(uri)]
    package = template.docx.part.package
    bodies += [p.blob.decode() for p in package.parts if p.content_type == _FOOTNOTES]
    for body in bodies:
        yield _PARAGRAPH.sub(r"\n<w:p\1", template.patch_xml(body))
    for name in _PROPERTIES:
        yield getattr(template.docx.core_properties, name)


def _trees(found: Mapping[str, bytes]) -> dict[str, etree._Element]:
    """The parts that are XML, read strictly. Raises for one that is called so and is none, or that declares
    entities of its own."""
    trees = {}
    for name, part in found.items():
        try:
            tree = etree.fromstring(part, _strict())
        except etree.XMLSyntaxError:
            if name.endswith(_XML):
                raise
            continue
        if tree.getroottree().docinfo.internalDTD is not None:
            raise ValueError(f"{name} has a document type of its own")
        trees[name] = tree
    return trees


def _excesses(trees: Mapping[str, etree._Element]) -> list[str]:
    """Why a template is too much to be filled."""
    texts = [etree.tostring(tree, encoding="unicode") for tree in trees.values()]
    if sum(len(text.encode()) for text in texts) > _TEXT_LARGEST:
        return [_("模板的文字过多，请删去不需要的内容后再上传。")]
    if sum(text.count("{") for text in texts) > _BRACES_MOST:
        return [_("模板的占位符过多，请改用循环（for）逐项写出。")]
    return []


def _reaching_out(template: DocxTemplate) -> Iterator[str]:
    """Relationships by which Word would run something, or fetch something, when the document is opened."""
    for relation in template.docx.part.package.iter_rels():
        kind = relation.reltype.rpartition("/")[2]
        is_link = relation.reltype == RELATIONSHIP_TYPE.HYPERLINK
        if kind in _ACTIVE or (relation.is_external and not is_link):
            yield _("模板中含有外部链接或嵌入对象（%(kind)s），请删去后再上传。") % {"kind": kind}
        elif relation.is_external and not is_harmless(relation.target_ref):
            yield _(
                "模板中的链接只能指向网页、电子邮箱或文档内部（%(target)s），请改正后再上传。"
            ) % {"target": relation.target_ref[:_SNIPPET]}


def _calling(trees: Mapping[str, etree._Element]) -> Iterator[str]:
    """Fields that a template may not have."""
    for tree in trees.values():
        for code in forbidden_fields(tree):
            yield _("模板中含有不能使用的域“%(code)s”，请删去后再上传。") % {
                "code": code[:_SNIPPET] or _("空")
            }


def _trial_faults(content: bytes, fields: Sequence[Field]) -> list[str]:
    """Fill it with examples, lists with and without rows: what comes out must be a document.

    The body is parsed apart, strictly: docxtpl itself mends what is out of joint, and says nothing.
    """
    try:
        for rows in (0, 2):
            values = example(fields, rows)
            template = DocxTemplate(BytesIO(content))
            template.render_init()
            etree.fromstring(template.build_xml(values, _environment()), _strict())
            made = rendered(content, fields, values)
            Document(BytesIO(made))
            if faults := list(_calling(_trees(parts(made)))):
                return faults
    except Exception:  # docxtpl passes on what lxml, zipfile and Jinja raise
        return [_("模板不能套用：循环或条件的开头和结尾应各自单独成段，表格中的应各自单独成行。")]
    return []


def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _strict() -> etree.XMLParser:
    """Without comments, which would cut the words of a field in two."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
