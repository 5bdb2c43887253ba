"""The table of strategic emerging industries: patterns, exclusions, phrases, and how sure a match is."""

import pytest

from zhicheng.engines.indicators import Branch, Certainty, strategic, table


def row(number: str, symbol: str) -> Branch:
    """A branch that takes a pattern."""
    return next(one for one in table() if one.number == number and symbol in one.symbols)


def test_the_table_is_whole() -> None:
    assert len(table()) == 303
    assert len({one.number for one in table()}) == 40
    assert sum(bool(one.phrases) for one in table()) == 288
    assert sum(one.exception for one in table()) == 6
    assert all(one.symbols for one in table())


def test_a_group_with_a_star_takes_what_lies_below_and_no_other_group() -> None:
    """H04L1* is group 1, not 12."""
    assert "H04L1*" in row("1.1", "G06F11*").symbols
    repair = "计算机和辅助设备修理"
    found = strategic(["H04L1/18"], repair)
    assert found is not None
    assert (found.certainty, found.branch.number) == (Certainty.VERBATIM, "1.1")
    other = strategic(["H04L12/24"], repair)
    assert other is None or other.branch.row != found.branch.row


def test_what_a_row_leaves_out_it_does_not_take() -> None:
    repair = row("1.1", "G06F11*")
    assert "G06F11/14" in repair.excluded
    for symbol, taken in (("G06F11/16", True), ("G06F11/14", False)):
        found = strategic([symbol], "计算机和辅助设备修理")
        assert (found is not None and found.branch == repair) is taken


def test_a_class_and_a_subclass_with_a_star() -> None:
    assert any("G16*" in one.symbols for one in table())
    assert strategic(["G16H15/00"]) is not None
    assert strategic(["G16H"]) is not None
    assert strategic(["B41J13/00"]) is not None


def test_a_row_without_phrases_is_sure_without_a_text() -> None:
    free = next(one for one in table() if not one.phrases)
    symbol = free.symbols[0].replace("*", "/00")
    found = strategic([symbol])
    assert found is not None
    assert (found.certainty, found.phrase) == (Certainty.SURE, "")


@pytest.mark.parametrize(
    ("text", "certainty", "phrase"),
    [
        ("", Certainty.BY_SYMBOL, ""),
        ("一种茶杯", Certainty.BY_SYMBOL, ""),
        ("显示器驱动集成电路", Certainty.LIKELY, "驱动电路"),
        ("ＴＦＴ驱动 电路", Certainty.VERBATIM, "驱动电路"),
    ],
)
def test_how_sure_a_text_makes_a_match(text: str, certainty: Certainty, phrase: str) -> None:
    found = strategic(["G09G3/20"], text)
    assert found is not None
    assert (found.certainty, found.phrase) == (certainty, phrase)


def test_a_phrase_that_a_row_does_not_have() -> None:
    """Rows of cars without 非机动车: its absence makes a match likely, its presence leaves the symbol alone."""
    cars = next(one for one in table() if one.exception and "非机动车" in one.phrases)
    symbol = next(one for one in cars.symbols if "/" in one or one.endswith("*"))
    symbol = symbol if "/" in symbol else symbol.replace("*", "/00")
    without, found = strategic([symbol], "一种整车控制方法"), strategic([symbol], "一种非机动车")
    assert without is not None
    assert found is not None
    assert without.certainty is Certainty.LIKELY
    assert found.branch != cars or found.certainty is Certainty.BY_SYMBOL


def test_a_single_character_makes_likely_and_no_more() -> None:
    short = next(one for one in table() if any(len(phrase) == 1 for phrase in one.phrases))
    phrase = next(phrase for phrase in short.phrases if len(phrase) == 1)
    symbol = next(one for one in short.symbols if "/" in one or one.endswith("*"))
    found = strategic([symbol.replace("*", "/00")], f"一种{phrase}")
    assert found is not None
    assert found.certainty >= Certainty.LIKELY


def test_what_follows_and_so_on_is_no_phrase() -> None:
    said = {phrase for one in table() for phrase in one.phrases}
    assert "等离子弧焊接机" in said
    assert not [one for one in said if "等" in one.replace("等离子", "")]


def test_what_was_moved_since_counts_by_its_symbol_alone() -> None:
    found = strategic(["H10H20/00"], "发光二极管")
    assert found is not None
    assert found.certainty is Certainty.BY_SYMBOL


@pytest.mark.parametrize("symbol", ["A47G19/00", "", "甲", "06-04"])
def test_what_is_in_no_industry(symbol: str) -> None:
    assert strategic([symbol], "驱动电路") is None


def test_the_surest_of_several_symbols_is_told() -> None:
    found = strategic(["H04W84/12", "G09G3/20"], "驱动电路")
    assert found is not None
    assert found.symbol == "G09G3/20"
