from zhicheng.engines.plans.facts.divisions import codes_of, leading_places, name_of, place_of


def test_names_have_their_codes_and_codes_their_names() -> None:
    assert codes_of("济南市") == ("370100",)
    assert name_of("370100") == "济南市"
    assert name_of("999999") == ""
    assert codes_of("示例市") == ()


def test_a_former_name_leads_to_the_code_of_today() -> None:
    assert codes_of("长垣县") == codes_of("长垣市")


def test_a_text_names_places_from_the_large_to_the_small() -> None:
    assert leading_places("河南省新乡市工作方案") == ["河南省", "新乡市"]
    assert leading_places("关于工作的意见") == []


def test_the_place_is_the_smallest_named() -> None:
    place = place_of(["河南省", "新乡市"])
    assert place is not None
    assert (place.name, place.code) == ("新乡市", "410700")
    assert place_of([]) is None


def test_a_name_that_several_bear_is_settled_by_a_larger_place_or_left_open() -> None:
    settled = place_of(["江苏省", "南京市", "鼓楼区"])
    assert settled is not None and settled.code == "320106"
    by_context = place_of(["鼓楼区"], "福州市人民政府")
    assert by_context is not None and by_context.code == "350102"
    by_the_larger = place_of(["福建省", "江苏省", "鼓楼区"])
    assert by_the_larger is not None and by_the_larger.code == "350102"
    left_open = place_of(["鼓楼区"])
    assert left_open is not None and left_open.code is None and len(left_open.candidates) > 2


def test_an_autonomous_place_is_known_by_its_short_names() -> None:
    full = codes_of("湘西土家族苗族自治州")
    assert full == codes_of("湘西自治州") == codes_of("湘西州") == ("433100",)
    assert codes_of("石柱县") == codes_of("石柱土家族自治县")
