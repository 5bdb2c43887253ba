"""The older forms of the USPTO and the parts of ST.96 on invented documents, where no sample is at hand."""

from datetime import date
from pathlib import Path

import pytest
from tests.engines.patents.files import ST36, read, written

from zhicheng.engines.patents import Class, Party, Reference, Text
from zhicheng.engines.patents.symbols import classes_in, ipc_in
from zhicheng.engines.patents.xml.tree import text_of


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("H04M 1100", ["H04M11/00"]),
        ("B60R  900", ["B60R9/00"]),
        ("G06F 1516", ["G06F15/16"]),
        ("G06F017/60", ["G06F17/60"]),
        ("B28B   1/    29            A I        ", ["B28B1/29"]),
        ("H04W40/02(2009.01)I;??H04M1/02(2006.01)I", ["H04W40/02", "H04M1/02"]),
        ("D21H17/67;; D21H17/00", ["D21H17/67", "D21H17/00"]),
        ("H01L", ["H01L"]),
        ("06-04 (12)", ["06-04"]),
        ("无", []),
    ],
)
def test_symbols_in_the_ways_of_offices(text: str, symbols: list[str]) -> None:
    assert [one.symbol for one in classes_in(text)] == symbols
    assert {one.scheme for one in classes_in(text)} <= {"IPC", "LOC"}
    assert ipc_in("H04W40/02", "CPC") == (Class("CPC", "H04W40/02"),)


def test_grants_in_greenbook(tmp_path: Path) -> None:
    lines = (
        "PATN\nWKU  039999990\nSRC  5\nAPN  4491556\nAPT  1\nAPD  19740307\nTTL  A thing\nISD  19760113\n"
        "INVT\nNAM  Example; A.\nSTR  1 Road\nCTY  Town\nSTA  CA\nASSG\nNAM  Example Inc.\nCTY  Town\nSTA  CA\n"
        "CLAS\nOCL  179 90K\nICL  H04M 1100\nICL  H04M  102\nABST\nPAL  Begins\n      and ends.\n\n"
        "CLMS\nSTM  What is claimed is:\nNUM  1.\nPAR  1. A thing:\nPA1  a. of parts.\n"
    )
    (found,), _ = read(written(tmp_path, "a.txt", lines))
    assert found.publication == Reference("US", "3999999", "A", date(1976, 1, 13))
    assert found.application == Reference("US", "05449155", "", date(1974, 3, 7))
    assert found.applicants == found.assignees == (Party("Example Inc.", "Town, CA", "US"),)
    assert found.inventors == (Party("A. Example", "1 Road, Town, CA", "US"),)
    assert [one.symbol for one in found.classes] == ["H04M11/00", "H04M1/02", "179 90K"]
    assert found.abstract == "Begins and ends."
    assert found.claims == ("1. A thing: a. of parts.",)


def test_applications_in_pap(tmp_path: Path) -> None:
    text = """<patent-application-publication><subdoc-bibliographic-information>
    <document-id><doc-number>20010000001</doc-number><kind-code>A1</kind-code><document-date>20010315</document-date>
    </document-id><domestic-filing-data><application-number><doc-number>09000001</doc-number></application-number>
    <filing-date>19990629</filing-date></domestic-filing-data><foreign-priority-data><priority-application-number>
    <doc-number>11-1</doc-number></priority-application-number><filing-date>19980405</filing-date>
    <country-code>JP</country-code></foreign-priority-data><technical-information><classification-ipc>
    <classification-ipc-primary><ipc>G06F017/60</ipc></classification-ipc-primary></classification-ipc>
    <classification-us><classification-us-primary><uspc><class>705</class><subclass>026000</subclass></uspc>
    </classification-us-primary></classification-us><title-of-invention> A thing </title-of-invention>
    </technical-information><inventors><first-named-inventor><name><given-name>A.</given-name>
    <family-name>Example</family-name></name><residence><residence-us><city>Town</city><country-code>US</country-code>
    </residence-us></residence></first-named-inventor></inventors><assignee><organization-name>Example Inc.
    </organization-name></assignee></subdoc-bibliographic-information><subdoc-abstract><paragraph>Text.</paragraph>
    </subdoc-abstract><subdoc-claims><claim><claim-text>1. A thing.</claim-text></claim></subdoc-claims>
    </patent-application-publication>"""
    (found,), _ = read(written(tmp_path, "a.xml", text))
    assert found.publication == Reference("US", "20010000001", "A1", date(2001, 3, 15))
    assert found.application == Reference("US", "09000001", "", date(1999, 6, 29))
    assert found.priorities == (Reference("JP", "11-1", "", date(1998, 4, 5)),)
    assert found.classes == (Class("IPC", "G06F17/60"), Class("USPC", "705/026000"))
    assert found.titles == (Text("en", "A thing"),)
    assert found.applicants == (Party("A. Example", "", "US"),)
    assert found.assignees == (Party("Example Inc."),)
    assert found.abstract == "Text."
    assert found.claims == ("1. A thing.",)


def test_grants_in_numbered_tags(tmp_path: Path) -> None:
    text = """<!DOCTYPE PATDOC SYSTEM "x.dtd">
    <PATDOC><SDOBI><B100><B110><DNUM><PDAT>06000001</PDAT></DNUM></B110>
    <B190><PDAT>US</PDAT></B190></B100>
    <B500><B510><B511><PDAT>G06F 1516</PDAT></B511></B510><B520><B521><PDAT>709202</PDAT></B521></B520>
    <B540><STEXT><PDAT>A &lsquo;thing&rsquo;</PDAT></STEXT></B540></B500><B700><B720><B721><PARTY-US>
    <NAM><FNM><PDAT>A.</PDAT></FNM><SNM><STEXT><PDAT>Example</PDAT></STEXT></SNM></NAM><ADR><CITY><PDAT>Town</PDAT>
    </CITY><STATE><PDAT>CA</PDAT></STATE></ADR></PARTY-US></B721></B720></B700></SDOBI></PATDOC>"""
    (found,), _ = read(written(tmp_path, "a.xml", text))
    assert found.title == "A ‘thing’"
    assert found.classes == (Class("IPC", "G06F15/16"), Class("USPC", "709202"))
    assert found.applicants == found.inventors == (Party("A. Example", "Town, CA", "US"),)


def test_grants_since_2004(tmp_path: Path) -> None:
    more = """<classification-ipc><edition>7</edition><main-classification>G06F015/00</main-classification>
    <further-classification>G06F017/00</further-classification></classification-ipc>
    <classification-national><country>US</country><main-classification>715513</main-classification>
    </classification-national><parties><applicants>
    <applicant sequence="001" app-type="applicant-inventor"><addressbook><last-name>Example</last-name>
    <first-name>A.</first-name><address><city>Town</city><country>US</country></address></addressbook>
    <residence><country>US</country></residence></applicant>
    <applicant sequence="002" app-type="applicant-inventor"><addressbook><orgname>Example _;;_ Other</orgname>
    <address><country>unknown</country></address></addressbook></applicant></applicants></parties>
    </us-bibliographic-data-grant>"""
    (found,), _ = read(
        written(tmp_path, "a.xml", ST36.replace("</us-bibliographic-data-grant>", more))
    )
    assert [one.symbol for one in found.classes] == ["G06F15/00", "G06F17/00", "715513"]
    assert found.applicants == found.inventors
    assert found.applicants == (Party("A. Example", "Town", "US"), Party("Example"), Party("Other"))


def test_forms_of_one_party_and_one_number_in_docdb(tmp_path: Path) -> None:
    text = """<exchange-document family-id="7" country="EP" doc-number="1" kind="A1"><bibliographic-data>
    <publication-reference><document-id document-id-type="docdb"><country>EP</country><doc-number>1</doc-number>
    <kind>A1</kind><date>20000517</date></document-id></publication-reference>
    <application-reference><document-id document-id-type="docdb"><country>EP</country><doc-number>99</doc-number>
    <kind>A</kind></document-id><document-id document-id-type="epodoc"><doc-number>EP19990000099</doc-number>
    <date>19991108</date></document-id></application-reference><priority-claims><priority-claim>
    <document-id document-id-type="other"><doc-number>1010536</doc-number></document-id>
    <document-id document-id-type="epodoc"><doc-number>NL19981010536</doc-number></document-id></priority-claim>
    </priority-claims><parties><applicants><applicant sequence="1" data-format="epodoc"><applicant-name>
    <name>EXAMPLE [NL]</name></applicant-name></applicant><applicant sequence="1" data-format="original">
    <applicant-name><name>Example B.V, </name></applicant-name></applicant><applicant sequence="2" data-format="x">
    <applicant-name><name>Other</name></applicant-name></applicant></applicants></parties></bibliographic-data>
    </exchange-document>"""
    (found,), _ = read(written(tmp_path, "a.xml", text))
    assert found.publication == Reference("EP", "1", "A1", date(2000, 5, 17))
    assert found.application == Reference("EP", "99", "A", date(1999, 11, 8))
    assert [one.written for one in found.priorities] == ["NL19981010536"]
    assert found.applicants == (Party("Example B.V", "", "NL"), Party("Other"))
    assert found.family == "7"


def test_a_register_names_its_own_publication_first(tmp_path: Path) -> None:
    text = """<register-document><bibliographic-data country="EP"><publication-reference><document-id>
    <country>WO</country><doc-number>1</doc-number></document-id></publication-reference><publication-reference>
    <document-id><country>EP</country><doc-number>2</doc-number></document-id></publication-reference>
    </bibliographic-data></register-document>"""
    (found,), _ = read(written(tmp_path, "a.xml", text))
    assert found.publication == Reference("EP", "2")
    assert found.other_publications == (Reference("WO", "1"),)


def test_searches_give_numbers_and_their_question_is_none(tmp_path: Path) -> None:
    text = """<world><patent-family><publication-reference><document-id><country>EP</country>
    <doc-number>9</doc-number>
    </document-id></publication-reference></patent-family><search-result><publication-reference><document-id>
    <country>CA</country><doc-number>1</doc-number></document-id></publication-reference><publication-reference><document-id><country>CA</country>
    <doc-number>2</doc-number></document-id></publication-reference></search-result></world>"""
    found, _ = read(written(tmp_path, "a.xml", text))
    assert [one.publication.written for one in found] == ["CA1", "CA2"]


def test_parts_of_applications(tmp_path: Path) -> None:
    head = (
        "<DocumentHeaderDetails><ApplicationHeaderDetails><ApplicationNumber>5</ApplicationNumber>"
    )
    head += (
        "</ApplicationHeaderDetails></DocumentHeaderDetails><MailRoomDate>2014-07-29</MailRoomDate>"
    )
    space = 'xmlns="urn:us:gov:doc:uspto:patent"'
    abstract = f"""<SpecificationDocument {space}><DocumentCode>ABST</DocumentCode>{head}<Specification>
    <P>Clean</P><Heading>THE ABSTRACT</Heading><P>Please replace it:</P>
    <P>Text<BoundaryData>5</BoundaryData>of <U>it</U>.
    </P><P>35</P></Specification></SpecificationDocument>"""
    claims = f"""<ClaimsDocument {space}><DocumentCode>CLM</DocumentCode>{head}<ClaimSet>
    <ClaimStatement>What is claimed</ClaimStatement><ClaimList>
    <Claim><ClaimText>Listing of claims</ClaimText></Claim><Claim><ClaimText>1-2. (Canceled)</ClaimText></Claim>
    <Claim><ClaimNumber>3</ClaimNumber><ClaimText><ClaimLabelText>3. </ClaimLabelText>A &lt;thing&gt;</ClaimText>
    </Claim></ClaimList></ClaimSet></ClaimsDocument>"""
    title = f"""<SpecificationDocument {space}><DocumentCode>SPEC</DocumentCode>{head}<Specification>
    <Heading>A THING FOR LOAD-</Heading><Heading>BEARING</Heading><Heading>BACKGROUND</Heading></Specification>
    </SpecificationDocument>"""
    (first,), _ = read(written(tmp_path, "a.xml", abstract))
    (second,), _ = read(written(tmp_path, "b.xml", claims))
    (third,), _ = read(written(tmp_path, "c.xml", title))
    assert first.application == Reference("US", "5")
    assert (first.part, first.received_on) == ("ABST", date(2014, 7, 29))
    assert first.abstract == "Text of it."
    assert second.claims == ("1-2. (Canceled)", "3. A <thing>")
    assert third.title == "A THING FOR LOAD-BEARING"


def test_entities_inside_what_is_left_out_of_a_text() -> None:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False)
    element = etree.fromstring(
        '<!DOCTYPE a SYSTEM "x"><a>1 &lsquo;<b>2</b>&rsquo; <?p?>3</a>', parser
    )
    assert text_of(element, frozenset({"b"})) == "1 ‘ ’ 3"
