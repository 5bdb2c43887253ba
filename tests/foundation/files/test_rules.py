"""Which files are taken in, and what their names may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.foundation.files.rules import (
    BY_TYPE,
    EVIDENCE,
    MEGABYTE,
    PLANS,
    RefusedFile,
    check_compound,
    check_kind,
    check_size,
    clean_name,
)


def test_nothing_and_too_much_are_refused() -> None:
    check_size(1)
    check_size(50 * MEGABYTE)
    with pytest.raises(RefusedFile, match="空的"):
        check_size(0)
    with pytest.raises(RefusedFile, match=r"2\.0 MB，超过 1 MB"):
        check_size(2 * MEGABYTE, MEGABYTE)


def test_an_ending_goes_with_the_content() -> None:
    assert check_kind("application/pdf", "方案.PDF", PLANS).name == "PDF 文件"
    with pytest.raises(RefusedFile, match=r"名称却不以 \.pdf 结尾"):
        check_kind("application/pdf", "方案.docx", PLANS)
    with pytest.raises(RefusedFile, match="名称却不以"):
        check_kind("text/plain", "run.exe", EVIDENCE)


@pytest.mark.parametrize(
    ("kind", "allowed"), [(None, PLANS), ("image/png", PLANS), ("text/html", EVIDENCE)]
)
def test_a_kind_that_is_not_allowed_here_is_refused_naming_those_that_are(
    kind: str | None, allowed: frozenset[str]
) -> None:
    with pytest.raises(RefusedFile, match="可以上传：PDF 文件"):
        check_kind(kind, "x.png", allowed)


def test_plans_are_documents_and_evidence_is_no_page() -> None:
    assert set(BY_TYPE) >= PLANS | EVIDENCE
    assert not {t for t in PLANS if "sheet" in t or "excel" in t or "image" in t}
    assert "text/html" not in EVIDENCE


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("工作方案.docx", "工作方案.docx"),
        ("C:\\Users\\me\\工作方案.docx", "工作方案.docx"),
        ("../../etc/passwd", "passwd"),
        ("方案\u202excod.exe", "方案xcod.exe"),
        ("方\r\nContent-Type: x\x00案.pdf", "方Content-Type_ x案.pdf"),
        ("\u200b\ufeff方案.pdf", "方案.pdf"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
        ("  方案   （终稿） .pdf. ", "方案 （终稿）.pdf"),
        ("", "未命名文件"),
        ("...", "未命名文件"),
        ("/", "未命名文件"),
        ("没有后缀", "没有后缀"),
        ("e\u0301.pdf", "é.pdf"),
    ],
)
def test_a_name_is_made_fit_to_be_kept(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


def test_a_long_name_keeps_its_ending() -> None:
    name = clean_name("知" * 300 + ".docx")
    assert name.endswith("知.docx")
    assert len(name.encode()) <= 200


@given(st.text())
def test_whatever_the_name_it_is_one_line_without_a_way(name: str) -> None:
    kept = clean_name(name)
    assert kept
    assert len(kept.encode()) <= 212
    assert not set(kept) & set('/\\\r\n\x00\u202e\u2066<>:"|?*')
    assert clean_name(kept) == kept


def test_parts_of_old_documents() -> None:
    check_compound(["WordDocument", "1Table"])
    with pytest.raises(RefusedFile, match="宏"):
        check_compound(["WordDocument", "vba"])
