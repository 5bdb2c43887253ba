"""A plan of a city that does not exist, in the habits of the genre, and files made of it."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import docx
import pytest

Table = Sequence[Sequence[str]]

TITLE = "示例市知识产权强市建设工作方案（2025—2027年）"
PARAGRAPHS_BEFORE = (
    "各县（市、区）人民政府，市政府各部门：",
    "《示例市知识产权强市建设工作方案（2025—2027年）》已经市政府常务会议研究同意，现印发给你们，请结合各自"
    "实际认真组织实施。",
    "示例市人民政府",
    "2025年3月18日",
    TITLE,
    "为加快建设知识产权强市，服务全市产业转型和营商环境改善，制定本方案。",
    "一、总体目标",
    "到2027年，全市知识产权创造质量明显提高，每万人口高价值发明专利拥有量达到9件以上，有效注册商标达到6万件"
    "以上，以专利和商标出质的贷款累计超过20亿元，专利导航项目不少于15项。主要指标见下表。",
)
TARGETS: Table = (
    ("指标", "2024年基数", "2027年目标", "属性"),
    ("每万人口高价值发明专利拥有量", "5件", "9件", "预期性"),
    ("知识产权保护满意度", "80分", "86分", "预期性"),
    ("专利侵权案件按期结案率", "92%", "98%", "约束性"),
)
PARAGRAPHS_AFTER = (
    "二、重点任务",
    "（一）提高创造质量",
    "1.培育高价值专利。围绕装备制造、生物医药、新材料三个主导产业，支持企业会同高校组建培育中心，建立项目储备"
    "库，每年遴选不少于10个项目予以辅导，推动形成一批能够支撑产业发展的专利组合。（牵头单位：市市场监管局；"
    "责任单位：市科技局、市工业和信息化局、市财政局）",
    "2.推进商标品牌建设。在产业园区设立商标品牌指导站，建立重点商标保护名录，引导企业制定品牌发展计划，提升区域"
    "品牌的知名度。（责任单位：市市场监管局、市商务局、市农业农村局）",
    "（二）加强全链条保护",
    "3.完善协同保护机制。健全行政执法与刑事司法衔接制度，每季度召开一次联席会议，开展重点领域专项整治，建设知识"
    "产权纠纷多元化解平台，使权利人少跑路、成本低、见效快。（责任单位：市市场监管局、市公安局、市中级人民法院）",
    "三、保障措施",
    "（一）加强组织领导。各县（市、区）、各部门要把知识产权工作列入重要议事日程，建立工作台账，明确责任分工，"
    "每年12月底前向市政府报送进展情况。",
)


def needs_office() -> str:
    """The path of LibreOffice; skips the test where it is absent."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    return program


def office(data: bytes, suffix: str, to: str) -> bytes:
    """The file converted by LibreOffice."""
    return office_all([data], suffix, to)[0]


def office_all(files: Sequence[bytes], suffix: str, to: str) -> list[bytes]:
    """The files converted by one start of LibreOffice."""
    program = needs_office()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = [folder / f"{number}{suffix}" for number in range(len(files))]
        for source, data in zip(sources, files, strict=True):
            source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        arguments = ["--headless", "--convert-to", to, "--outdir", name, *map(str, sources)]
        command = [program, profile, *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return [source.with_suffix(f".{to.split(':')[0]}").read_bytes() for source in sources]


def word(blocks: Sequence[str | Table]) -> bytes:
    """A .docx with these paragraphs and tables."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), len(block[0]), style="Table Grid")
        for row, cells in enumerate(block):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    """A python-docx document as a file's bytes."""
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def plain(blocks: Sequence[str | Table]) -> bytes:
    """A .txt: a paragraph a line, a table with tabs."""
    lines = [
        block if isinstance(block, str) else "\n".join("\t".join(row) for row in block)
        for block in blocks
    ]
    return "\n".join(lines).encode()


SAMPLE: tuple[str | Table, ...] = (*PARAGRAPHS_BEFORE, TARGETS, *PARAGRAPHS_AFTER)
