"""XML and SGML: forms of which there is no sample, and odd corners."""

from datetime import date
from pathlib import Path

import pytest
from tests.engines.patents.files import ST36, read, written

from zhicheng.engines.patents import Class, Party, Reference, Right, Text, UnreadableFile

ZC0014 = """<?xml version="1.0" encoding="UTF-8"?>
<business:PatentDocumentAndRelated xmlns:business="http://www.sipo.gov.cn/XMLSchema/business"
  xmlns:base="http://www.sipo.gov.cn/XMLSchema/base" country="CN" docNumber="111111111" kind="B"
  datePublication="20231003" lang="zh">
 <business:BibliographicData>
  <business:PublicationReference dataFormat="original"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code>
   <base:DocNumber>111111111</base:DocNumber><base:Kind>B</base:Kind><base:Date>20231003</base:Date>
   </base:DocumentID></business:PublicationReference>
  <business:PublicationReference dataFormat="standard"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code>
   <base:DocNumber>111111111</base:DocNumber><base:Kind>B</base:Kind><base:Date>20231003</base:Date>
   </base:DocumentID></business:PublicationReference>
  <business:ApplicationReference applType="10" dataFormat="standard"><base:DocumentID>
   <base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>202010000001</base:DocNumber>
   <base:Date>20200203</base:Date></base:DocumentID></business:ApplicationReference>
  <business:ApplicationReference applType="10" dataFormat="original"><base:DocumentID>
   <base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>202010000001.1</base:DocNumber>
   <base:Date>20200203</base:Date></base:DocumentID></business:ApplicationReference>
  <business:PriorityDetails>
   <business:Priority dataFormat="original"><base:WIPOST3Code>KR</base:WIPOST3Code>
    <base:DocNumber>10-2019-0000001</base:DocNumber><base:Date>20190810</base:Date></business:Priority>
   <business:Priority dataFormat="standard"><base:WIPOST3Code>KR</base:WIPOST3Code>
    <base:DocNumber>102019000001</base:DocNumber><base:Date>20190810</base:Date></business:Priority>
  </business:PriorityDetails>
  <business:ClassificationIPCRDetails><business:ClassificationIPCR sequence="1">
   <base:IPCVersionDate>20060101</base:IPCVersionDate><base:Section>G</base:Section>
   <base:MainClass>09</base:MainClass><base:Subclass>G</base:Subclass><base:MainGroup>5</base:MainGroup>
   <base:Subgroup>10</base:Subgroup><base:Text>G09G 5/10 (2006.01)</base:Text></business:ClassificationIPCR>
  </business:ClassificationIPCRDetails>
  <business:InventionTitle lang="zh">一种示例装置</business:InventionTitle>
  <business:PartiesDetails>
   <business:ApplicantDetails><business:Applicant sequence="1"><base:AddressBook lang="zh">
    <base:Name>示例市甲公司</base:Name><base:Address><base:Province>示例省</base:Province>
    <base:Text>100000 示例省示例市示例路1号</base:Text><base:PostCode>100000</base:PostCode></base:Address>
    </base:AddressBook></business:Applicant></business:ApplicantDetails>
   <business:InventorDetails><business:Inventor sequence="1"><base:AddressBook>
    <base:Name>张示例</base:Name></base:AddressBook></business:Inventor></business:InventorDetails>
   <business:AssigneeDetails><business:Assignee sequence="1"><base:AddressBook>
    <base:Name>示例市乙公司</base:Name></base:AddressBook></business:Assignee></business:AssigneeDetails>
  </business:PartiesDetails>
 </business:BibliographicData>
 <business:Abstract><base:Paragraphs num="0001">摘要文字。</base:Paragraphs>
  <business:AbstractFigure><base:Figure>图1</base:Figure></business:AbstractFigure></business:Abstract>
 <business:Claims><business:Claim num="1"><business:ClaimText>1.一种装置。</business:ClaimText></business:Claim>
  <business:Claim num="2"><business:ClaimText>2.根据权利要求1所述的装置。</business:ClaimText></business:Claim>
 </business:Claims>
</business:PatentDocumentAndRelated>
"""


def test_the_chinese_gazette_is_read_by_its_public_field_maps(tmp_path: Path) -> None:
    """Untested on genuine files: this one follows descriptions of them."""
    (found,), faults = read(written(tmp_path, "a.xml", ZC0014))
    assert faults == []
    assert found.standard == "zc0014"
    assert found.publication == Reference("CN", "111111111", "B", date(2023, 10, 3))
    assert found.other_publications == ()
    assert found.application == Reference("CN", "202010000001.1", "", date(2020, 2, 3))
    assert found.right == Right.INVENTION
    assert found.title == "一种示例装置"
    assert found.applicants == (Party("示例市甲公司", "100000 示例省示例市示例路1号"),)
    assert found.inventors == (Party("张示例"),)
    assert found.assignees == (Party("示例市乙公司"),)
    assert found.classes == (Class("IPC", "G09G5/10"),)
    assert [one.written for one in found.priorities] == ["KR10-2019-0000001"]
    assert found.abstract == "摘要文字。"
    assert found.claims == ("1.一种装置。", "2.根据权利要求1所述的装置。")


ST96 = """<?xml version="1.0" encoding="UTF-8"?>
<pat:PatentPublication xmlns:pat="http://www.wipo.int/standards/XMLSchema/ST96/Patent"
  xmlns:com="http://www.wipo.int/standards/XMLSchema/ST96/Common">
 <pat:BibliographicData>
  <pat:PatentPublicationIdentification><com:IPOfficeCode>XX</com:IPOfficeCode>
   <pat:PublicationNumber>12345</pat:PublicationNumber>
   <com:PatentDocumentKindCode>A1</com:PatentDocumentKindCode>
   <com:PublicationDate>2020-01-02</com:PublicationDate></pat:PatentPublicationIdentification>
  <pat:ApplicationIdentification><com:IPOfficeCode>XX</com:IPOfficeCode>
   <com:ApplicationNumber><com:ApplicationNumberText>777</com:ApplicationNumberText></com:ApplicationNumber>
   <pat:FilingDate>2019-01-02</pat:FilingDate></pat:ApplicationIdentification>
  <pat:InventionTitleBag><pat:InventionTitle com:languageCode="fr">Une chose</pat:InventionTitle>
   <pat:InventionTitle com:languageCode="en">A thing</pat:InventionTitle></pat:InventionTitleBag>
  <pat:IPCRClassificationBag><pat:IPCRClassification><pat:Section>H</pat:Section><pat:Class>04</pat:Class>
   <pat:Subclass>W</pat:Subclass><pat:MainGroup>40</pat:MainGroup><pat:Subgroup>02</pat:Subgroup>
   </pat:IPCRClassification><pat:IPCRClassification><pat:PatentClassificationText>H01L 21/00
   </pat:PatentClassificationText></pat:IPCRClassification></pat:IPCRClassificationBag>
  <pat:PartyBag><pat:ApplicantBag><pat:Applicant com:sequenceNumber="1"><com:Contact><com:Name>
   <com:OrganizationName><com:OrganizationStandardName>Example Ltd</com:OrganizationStandardName>
   </com:OrganizationName></com:Name><com:PostalAddressBag><com:PostalAddress><com:PostalStructuredAddress>
   <com:CityName>Town</com:CityName><com:CountryCode>DE</com:CountryCode></com:PostalStructuredAddress>
   </com:PostalAddress></com:PostalAddressBag></com:Contact></pat:Applicant>
   <pat:Applicant/></pat:ApplicantBag>
   <pat:InventorBag><pat:Inventor><com:Contact><com:Name><com:PersonName><com:PersonStructuredName>
   <com:FirstName>A.</com:FirstName><com:LastName>Example</com:LastName></com:PersonStructuredName>
   </com:PersonName></com:Name></com:Contact></pat:Inventor></pat:InventorBag></pat:PartyBag>
 </pat:BibliographicData>
 <pat:Claims><pat:ClaimSet/><pat:Claim><pat:ClaimNumber>1</pat:ClaimNumber>
  <pat:ClaimText>A thing.</pat:ClaimText></pat:Claim></pat:Claims>
</pat:PatentPublication>
"""


def test_publications_of_st96_are_read(tmp_path: Path) -> None:
    (found,), _ = read(written(tmp_path, "a.xml", ST96))
    assert found.standard == "st96"
    assert found.publication == Reference("XX", "12345", "A1", date(2020, 1, 2))
    assert found.application == Reference("XX", "777", "", date(2019, 1, 2))
    assert found.titles == (Text("fr", "Une chose"), Text("en", "A thing"))
    assert found.title == "A thing"
    assert found.applicants == (Party("Example Ltd", "Town", "DE"),)
    assert found.inventors == (Party("A. Example"),)
    assert found.classes == (Class("IPC", "H04W40/02"), Class("IPC", "H01L21/00"))
    assert found.claims == ("1. A thing.",)


EUROPEAN = """<?xml version="1.0" encoding="UTF-8"?>
<ep-patent-document id="EP1" lang="fr" country="EP" doc-number="1234567" kind="B1" date-publ="20200102">
<SDOBI lang="fr"><B100><B110>1234567</B110><B130>B1</B130><B140><date>20200102</date></B140><B190>EP</B190></B100>
<B200><B210>10000001.2</B210><B220><date>20100203</date></B220></B200>
<B300><B310>901</B310><B320><date>20090102</date></B320><B330><ctry>FR</ctry></B330><B310>902</B310></B300>
<B500><B510EP><classification-ipcr sequence="1"><text>H04W  40/02        20090101AFI</text></classification-ipcr>
</B510EP><B540><B541>de</B541><B542>Ein Ding</B542><B541>fr</B541><B542>Une chose</B542></B540></B500>
<B700><B710><B711><snm>Example SA</snm><adr><str>1, rue</str><city>Paris</city><ctry>FR</ctry></adr></B711>
<B711><adr/></B711></B710><B730><B731><snm>Example SA</snm></B731></B730></B700></SDOBI>
<abstract lang="fr"/><abstract lang="xx">Le texte</abstract>
<claims lang="fr"><claim num="1"><claim-text>Chose.</claim-text></claim></claims>
<claims lang="en"><claim num="1"><claim-text>Thing.</claim-text></claim></claims>
</ep-patent-document>
"""


def test_publications_of_the_epo_are_read(tmp_path: Path) -> None:
    (found,), _ = read(written(tmp_path, "a.xml", EUROPEAN))
    assert found.publication.written == "EP1234567B1"
    assert found.application == Reference("EP", "10000001.2", "", date(2010, 2, 3))
    assert found.titles == (Text("de", "Ein Ding"), Text("fr", "Une chose"))
    assert found.title == "Ein Ding"
    assert found.applicants == (Party("Example SA", "1, rue, Paris", "FR"),)
    assert found.priorities == (
        Reference("FR", "901", "", date(2009, 1, 2)),
        Reference("", "902"),
    )
    assert found.classes == (Class("IPC", "H04W40/02"),)
    assert found.claims == ("Chose.",)
    assert found.abstracts == (Text("", "Le texte"),)


def test_odd_corners_of_the_numbered_tags(tmp_path: Path) -> None:
    classes = "<B511>0205</B511><B511>02-05</B511>"
    text = f"<PATDOC><B100><B110>1</B110></B100><B500><B510>{classes}</B510></B500></PATDOC>"
    (found,), _ = read(written(tmp_path, "a.xml", text))
    assert found.publication.number == "1"
    assert found.classes == (Class("LOC", "02-05"),)
    assert not (found.claims or found.abstracts)


def test_designs_have_locarno_classes(tmp_path: Path) -> None:
    for code in ("<main-classification>0604</main-classification>", "<text>06-04</text>"):
        locarno = (
            f"<classification-locarno>{code}</classification-locarno></us-bibliographic-data-grant>"
        )
        (found,), _ = read(
            written(tmp_path, "a.xml", ST36.replace("</us-bibliographic-data-grant>", locarno))
        )
        assert found.classes == (Class("LOC", "06-04"),)


def test_classes_of_other_schemes_are_not_taken_for_cpc(tmp_path: Path) -> None:
    listed = "".join(
        f'<patent-classification><classification-scheme scheme="{scheme}"/><section>H</section><class>04</class>'
        "<subclass>W</subclass><main-group>40</main-group><subgroup>02</subgroup></patent-classification>"
        for scheme in ("FI", "CPCI")
    )
    text = f"<bibliographic-data><patent-classifications>{listed}</patent-classifications></bibliographic-data>"
    text = f"<exchange-document country='EP' doc-number='1' kind='A1'>{text}</exchange-document>"
    (found,), _ = read(written(tmp_path, "a.xml", text))
    assert found.classes == (Class("CPC", "H04W40/02"),)


def test_odd_corners_of_st36(tmp_path: Path) -> None:
    odd = (
        "<priority-claims><priority-claim><country>DE</country></priority-claim></priority-claims>"
        "<classification-national><country>DE</country><main-classification>1</main-classification>"
        "</classification-national><invention-title/></us-bibliographic-data-grant>"
        "<claims><claim><claim-text>Preamble\n1. One\n2. Two\nand a half</claim-text></claim></claims>"
    )
    (found,), _ = read(
        written(tmp_path, "a.xml", ST36.replace("</us-bibliographic-data-grant>", odd))
    )
    assert not (found.priorities or found.classes)
    assert found.title == "A thing"
    assert found.claims == ("1. One", "2. Two and a half")
    whole = ST36.replace(
        "</us-bibliographic-data-grant>", odd.replace("\n2. Two", "").replace("\n1.", "")
    )
    assert read(written(tmp_path, "b.xml", whole))[0][0].claims == ("Preamble One and a half",)
    empty = ST36.replace(
        "</us-patent-grant>", "<claims><claim><claim-text/></claim></claims></us-patent-grant>"
    )
    assert read(written(tmp_path, "c.xml", empty))[0][0].claims == ()


def test_odd_corners_of_pap(tmp_path: Path) -> None:
    text = (
        "<patent-application-publication><document-id><doc-number>1</doc-number></document-id>"
        "<inventors><inventor/><inventor><name><family-name>Example</family-name></name></inventor></inventors>"
        "</patent-application-publication>"
    )
    (found,), _ = read(written(tmp_path, "a.xml", text))
    assert found.publication.written == "US1"
    assert found.applicants == (Party("Example"),)
    assert not (found.titles or found.abstracts or found.classes)


def test_parts_of_applications_without_office(tmp_path: Path) -> None:
    text = (
        "<AbstractDocument><DocumentHeaderDetails><ApplicationHeaderDetails><ApplicationNumber>5</ApplicationNumber>"
        "</ApplicationHeaderDetails></DocumentHeaderDetails><Abstract><P>Text.</P><?page 2?><P>12</P></Abstract>"
        "</AbstractDocument>"
    )
    (found,), _ = read(written(tmp_path, "a.xml", text))
    assert found.application == Reference("", "5")
    assert found.abstract == "Text."
    specification = text.replace(
        "<Abstract><P>Text.</P><?page 2?><P>12</P></Abstract>", ""
    ).replace("<DocumentHeaderDetails>", "<DocumentCode>SPEC</DocumentCode><DocumentHeaderDetails>")
    specification = specification.replace(
        "</AbstractDocument>", "<Specification><P>A THING</P></Specification></AbstractDocument>"
    )
    assert read(written(tmp_path, "b.xml", specification))[0][0].title == "A THING"


GREENBOOK = """HHHHHT        APS1        ISSUE
PATN
WKU  D02456780
SRC  D
APN  1234567
APT  4
APD  19900102
TTL  A thing
      of two lines
ISD  19910203
INVT
NAM  Example; A.
CTY  Town
CNT  DEX
PRIR
CNT  DEX
APD  19890102
APN  P 1
CLAS
OCL  D 6300
ICL  0604
ABST
PAL  Text.
DCLM
PAR  The ornamental design.
PATN
WKU  000000011
APT  9
CLMS
STM  I claim:
NUM  1.
PAR  1. One.
NUM  2.
NUM  3.
PAR  3. Three.
NUM  4.
"""


def test_greenbook_designs_and_priorities(tmp_path: Path) -> None:
    (design, other), _ = read(written(tmp_path, "a.txt", GREENBOOK))
    assert design.publication == Reference("US", "D245678", "S", date(1991, 2, 3))
    assert design.application == Reference("US", "123456", "", date(1990, 1, 2))
    assert design.title == "A thing of two lines"
    assert design.applicants == (Party("A. Example", "Town", "DE"),)
    assert design.priorities == (Reference("DE", "P 1", "", date(1989, 1, 2)),)
    assert design.claims == ("The ornamental design.",)
    assert other.publication.written == "US1"
    assert other.application == Reference()
    assert other.claims == ("1. One.", "3. Three.")
    assert other.titles == other.abstracts == ()


def test_an_endless_greenbook_record_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zhicheng.engines.patents import greenbook

    _, (fault,) = read(written(tmp_path, "b.txt", "PATN\nTTL  A thing\nWKU  \n"))
    assert fault.said.startswith("没有公开（公告）号")
    with pytest.raises(UnreadableFile, match="没有可读的"):
        read(written(tmp_path, "c.txt", "PATN TTL\nWKU  1\n"))
    monkeypatch.setattr(greenbook, "_LINES", 3)
    _, faults = read(written(tmp_path, "a.txt", GREENBOOK))
    assert [one.said for one in faults] == ["文献结尾缺失或过长，未读取"] * 2
