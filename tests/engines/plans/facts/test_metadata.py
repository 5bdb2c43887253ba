"""Title, issuer, number, dates and place, out of notices and page chrome."""

from tests.engines.plans.writing import document

from zhicheng.engines.plans import Period, Reading, read

BODY = """
为推进工作，制定本方案。
一、主要目标
到2026年，网点达到10家以上。
二、重点任务
（一）建设网点。做好。（责任单位：市科技局、市财政局）
三、保障措施
（一）加强领导。做好。
"""


def of(head: str, tail: str = "") -> Reading:
    return read(document(head + BODY + tail))


def test_a_notice_with_everything() -> None:
    found = of(
        "索引号：SL-1 发文字号：示政办〔2024〕18号\n发布机构：示例市人民政府办公室 主题分类：综合\n"
        "成文日期：2024年5月6日 发布日期：2024年5月8日\n示例市人民政府办公室关于印发示例市服务工作方案的通知\n"
        "各县（市、区）人民政府，市政府各部门：\n经市政府批准，现将《示例市服务工作方案》发给你们。\n"
        "2024年5月6日\n示例市服务工作方案（试行）"
    )
    assert found.title == "示例市服务工作方案（试行）"
    assert (found.issuer, found.doc_number) == ("示例市人民政府办公室", "示政办〔2024〕18号")
    assert (found.issued_on, found.published_on) == ("2024-05-06", "2024-05-08")
    assert found.addressees == ("各县（市、区）人民政府", "市政府各部门")
    assert (found.status, found.period) == ("试行", Period(None, "2026"))
    assert found.doubts == ()


def test_an_empty_field_does_not_swallow_the_next_label() -> None:
    found = of("索引号： 发文字号： 示政办〔2024〕145号\n示例市服务工作方案")
    assert found.doc_number == "示政办〔2024〕145号"


def test_dates_that_disagree_are_kept_and_doubted() -> None:
    found = of("成文日期：2024-10-14\n2024年9月28日\n示例市服务工作方案")
    assert found.issued_on == "2024-09-28"
    assert [(doubt.field, doubt.kind) for doubt in found.doubts] == [("issued_on", "conflict")]


def test_a_date_only_in_the_head_is_taken() -> None:
    assert of("成文日期：2024-10-14\n示例市服务工作方案").issued_on == "2024-10-14"


def test_numbers_that_disagree_are_doubted_and_cited_ones_ignored() -> None:
    found = of(
        "发文字号：示政〔2024〕1号\n示政〔2024〕2号\n示例市服务工作方案\n按照《通知》（示财〔2012〕20号）要求，推进工作。"
    )
    assert found.doc_number == "示政〔2024〕2号"
    assert [(doubt.field, doubt.text) for doubt in found.doubts] == [
        ("doc_number", "示政〔2024〕1号")
    ]


def test_a_title_broken_over_lines() -> None:
    found = of("2024年3月1日\n关于贯彻落实上级“十四五”服务\n体系建设规划的实施意见")
    assert found.title == "关于贯彻落实上级“十四五”服务体系建设规划的实施意见"
    assert found.period == Period(None, "2026")


def test_the_years_below_a_title_belong_to_it() -> None:
    found = of("示例市服务三年行动方案\n（2024—2026年）")
    assert found.title == "示例市服务三年行动方案（2024—2026年）"
    assert found.period == Period("2024", "2026")


def test_a_title_line_that_goes_back_to_no_beginning_stands_alone() -> None:
    assert of("某页\n页眉\n页脚\n导航\n服务体系建设工作方案").title == "服务体系建设工作方案"


def test_a_notice_title_names_the_plan_inside_it() -> None:
    assert of("示例市人民政府关于印发《服务提升工作方案》的通知").title == "服务提升工作方案"
    assert of("关于印发服务提升工作方案的通知").title == "服务提升工作方案"
    assert of("现将《示例市服务提升方案》印发给你们。").title == "示例市服务提升方案"
    cited = "根据《示例条例》《示例办法》，市政府同意印发《服务提升计划》，请执行。"
    assert of(cited).title == "服务提升计划"
    assert of("情况说明").title is None


def test_five_year_plans_and_plans_for_a_year() -> None:
    assert of("示例市“十四五”服务发展规划").period == Period("2021", "2025")
    assert of("示例市2024年服务工作要点").period == Period("2024", "2024")


def test_the_signature_may_stand_at_the_end_and_be_joint() -> None:
    found = of(
        "关于加快服务发展的实施意见",
        "中共示例市委\n示例市人民政府\n2024年3月20日\n（此件公开发布）",
    )
    assert found.issuer == "中共示例市委、示例市人民政府"
    assert found.issued_on == "2024-03-20"


def test_the_issuer_may_stand_in_the_head_or_the_last_line() -> None:
    assert of("示例市人民政府文件\n服务工作方案").issuer == "示例市人民政府"
    assert of("示例市人民政府\n服务工作方案").issuer == "示例市人民政府"
    assert of("示例市科学技术局关于服务工作的实施意见").issuer == "示例市科学技术局"
    found = of("服务工作方案", "示例市科学技术局2024年5月8日发布，意见请于2024年7月1日之前送来。")
    assert (found.issuer, found.published_on) == ("示例市科学技术局", "2024-05-08")


def test_a_date_alone_or_a_telephone_ends_the_text() -> None:
    found = of("服务工作方案", "2024年5月25日\n0000-12345678\n市科技局。")
    assert found.issued_on == "2024-05-25"
    assert found.tasks[-1].text == "做好。"


def test_a_posting_date_may_stand_alone() -> None:
    assert of("服务工作方案\n2024-05-14").published_on == "2024-05-14"


def test_a_place_has_its_code_and_a_doubtful_one_a_doubt() -> None:
    assert of("济南市服务工作方案").place_code == "370100"
    found = of("鼓楼区服务工作方案")
    assert (found.place, found.place_code) == ("鼓楼区", None)
    (doubt,) = found.doubts
    assert (doubt.field, doubt.kind, doubt.span) == ("place_code", "ambiguous", (0, 3))


def test_an_ambiguous_place_known_only_from_a_field_is_doubted_there() -> None:
    found = of("发布机构：朝阳区人民政府\n服务工作方案")
    assert [(doubt.field, doubt.text) for doubt in found.doubts] == [("place_code", "朝阳区")]


def test_a_line_too_long_for_a_field_is_none() -> None:
    assert of("发文字号：" + "长" * 400 + "\n服务工作方案").doc_number is None


def test_a_title_broken_before_a_name_in_quotation_marks() -> None:
    found = of("示例市交通局\n2024年5月7日\n2024年示例市货运行业\n“净车行动”工作方案")
    assert found.title == "2024年示例市货运行业“净车行动”工作方案"
    assert found.period == Period("2024", "2024")


def test_the_years_of_a_title_in_brackets_on_a_line_of_their_own() -> None:
    found = of("示例市消防发展三年行动计划\n（2024—2026）")
    assert (found.title, found.period) == (
        "示例市消防发展三年行动计划（2024—2026）",
        Period("2024", "2026"),
    )


def test_joint_issuers_squeezed_into_lines() -> None:
    head = "{}\n示例县卫生健康局\n2024年5月7日\n示例县服务工作方案"
    squeezed = of(head.format("新郑市发展和改革委员会新郑市财政局").replace("示例县", "新郑市"))
    assert squeezed.issuer == "新郑市发展和改革委员会、新郑市财政局、新郑市卫生健康局"
    spaced = of(head.format("示例县发展和改革委员会    示例县财政局"))
    assert spaced.issuer == "示例县发展和改革委员会、示例县财政局、示例县卫生健康局"


def test_a_place_is_taken_from_the_authorities_that_the_preamble_names() -> None:
    cited = "根据《中共新郑市委、新郑市人民政府关于城市发展的决定》，提出以下意见。"
    found = of(f"关于推进服务工作的实施意见\n{cited}")
    assert found.place == "新郑市"
    assert [(one.field, one.kind, one.text) for one in found.doubts] == [
        ("place", "inferred", "新郑市")
    ]
    two = of(f"关于推进服务工作的实施意见\n{cited}\n按照《舞钢市人民政府关于城市发展的决定》。")
    assert two.place is None
    assert two.doubts == ()


def test_goals_with_horizons_far_apart_are_doubted_and_an_outlook_is_none() -> None:
    goals = "到2026年，网点达到10家以上。到2035年，网点达到20家以上。"
    found = read(
        document("示例市服务工作方案\n一、主要目标\n" + goals + BODY.partition("家以上。")[2])
    )
    assert found.period == Period(None, "2035")
    assert [(one.field, one.kind, one.text) for one in found.doubts] == [
        ("period", "ambiguous", "2035")
    ]
    outlook = goals.replace("到2035年", "展望2035年")
    found = read(
        document("示例市服务工作方案\n一、主要目标\n" + outlook + BODY.partition("家以上。")[2])
    )
    assert (found.period, found.doubts) == (Period(None, "2026"), ())


def test_a_title_below_the_line_of_its_authority_begins_with_it() -> None:
    found = of("示例市人民政府\n关于促进服务业发展的实施意见\n各县（市、区）人民政府：")
    assert found.title == "示例市人民政府关于促进服务业发展的实施意见"
    assert found.issuer == "示例市人民政府"


def test_a_notice_may_be_the_plan_itself() -> None:
    found = of(
        "发布机构：市服务科\n示例市人民政府办公室关于做好2025年夏季服务的通知\n各县（市、区）人民政府：\n"
        "为贯彻《省政府关于印发〈示例省服务三年行动方案〉的通知》精神，现将有关事项通知如下。"
    )
    assert found.title == "示例市人民政府办公室关于做好2025年夏季服务的通知"
    assert found.issuer == "示例市人民政府办公室"


def test_a_number_in_brackets_on_a_line_of_its_own() -> None:
    assert of("示例市服务工作方案\n（示政办发〔2024〕45号）").doc_number == "示政办发〔2024〕45号"


def test_due_times_in_a_year_that_nobody_tells_are_doubted() -> None:
    tail = "\n（二）定期报告。年底前报送总结。"
    body = BODY.replace("2026", "").replace("到年，", "")
    found = read(document("示例市服务工作方案" + body + tail))
    assert [(one.field, one.kind, one.text) for one in found.doubts] == [
        ("issued_on", "missing", "年底前")
    ]
    assert of("示例市服务工作方案\n2024年3月1日", tail).doubts == ()
