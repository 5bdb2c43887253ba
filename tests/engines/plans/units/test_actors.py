from tests.engines.plans.writing import one

from zhicheng.engines.plans.units.actors import actors_in


def test_units_that_act_in_the_text_are_named_once_without_the_responsible() -> None:
    text = one(
        "市科技局要加强统筹，市财政局会同市教育局做好保障。市科技局要定期调度。加强指导要到位。由县级政府部门负责。"
    )
    assert actors_in([text], {"市财政局"}) == ("市科技局", "县级政府部门")


def test_what_is_no_unit_does_not_act() -> None:
    assert actors_in([one("重点工作要抓好。")], set()) == ()
