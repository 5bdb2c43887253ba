"""Every word of the product has its English, and every word is one that can be translated.

What to do when a test here fails is said by its message: wrap the Chinese literal, run
``script/translations``, write the missing English into the catalogue, run it again.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po
from django.utils.translation import gettext, override

from tests.catalogue import (
    HAN,
    PO,
    SAYS,
    WRAPPERS,
    Placeholder,
    all_words,
    called,
    djangos,
    english,
    in_engines,
    is_apart,
    translations,
)
from tests.house import ROOT, SOURCE, python_files, template_name, templates

RUN = f"run script/translations and write the English into {PO.relative_to(ROOT)}"
# Chinese that an English reader needs as it is: numbering, punctuation and marks of the documents.
QUOTED = re.compile("“[一、（）. ,“”1]+”|休|班|已注销人员|“一、”|“（一）”|“（来源：[^”]*）”")
# Data about Chinese text or script, not words for people.
DATA = {
    "foundation/documents/paper.py",  # names of typefaces
    "governance/assessment/rules/narrative.py",  # the text of a paper
    "governance/meetings/queries/minutes.py",  # words of the minutes
    "governance/plans/rules/unit_forms.py",
    "governance/plans/rules/names.py",
    "governance/supervision/rules/numbers.py",
    "governance/bulletins/papers.py",  # the text of a template
    "governance/bulletins/rules/numerals.py",
    "governance/bulletins/rules/summaries.py",  # the text of a paper
    "governance/bulletins/rules/unsourced.py",  # patterns of numbers in a text
    "register/parties/rules/names.py",  # patterns of names, sources of rules
    "foundation/face/modes.py",
    "foundation/face/script.py",
}
# Calls whose Chinese arguments nobody reads: patterns, formats, and the product's own name elsewhere.
NOT_READ = {"compile", "sub", "split", "fullmatch", "removesuffix", "endswith", "strftime"}
OWN_NAMES = {"知城"}
# Sources of rules, cited in English with the Chinese term.
CITED = re.compile("(RULES|PARAM|The) ")


def test_the_catalogue_holds_exactly_the_words_of_the_product() -> None:
    listed, said = set(translations(english())), all_words()
    missing = {words: sorted(said[words]) for words in said.keys() - listed}
    assert missing == {}, RUN
    assert listed - said.keys() == set(), "no longer said anywhere: " + RUN


def test_nothing_lacks_english_and_nothing_is_doubtful() -> None:
    assert [words for words, text in translations(english()).items() if not text] == [], RUN
    assert [message.id for message in english() if message.id and message.fuzzy] == []


def test_english_is_english_and_keeps_its_placeholders() -> None:
    for words, text in translations(english()).items():
        assert sorted(Placeholder.findall(text)) == sorted(Placeholder.findall(words)), words
        assert set(re.findall(r"%\(\w+\)s", text)) == set(re.findall(r"%\(\w+\)s", words)), words
        assert not HAN.search(QUOTED.sub("", text)), text


def test_what_runs_is_what_is_written() -> None:
    with override("en"):
        assert {words: gettext(words) for words in all_words()} == translations(english()), RUN


def test_what_django_says_of_a_form_is_said_in_the_chinese_of_an_office() -> None:
    locale = Path(django.__file__).parent / "conf" / "locale" / "zh_Hans" / "LC_MESSAGES"
    with (locale / "django.po").open("rb") as file:
        known = {str(message.id) for message in read_po(file, locale="zh_Hans")}
    ours = [message for message in djangos() if message.id]
    assert {
        str(message.id) for message in ours
    } <= known  # else Django says it in other words by now
    for message in ours:
        said = "".join(message.string)  # Chinese has one form for every number
        assert said.endswith("。"), message.id
        assert not re.search(r"变量|字段|有效|[(),]", re.sub(r"%\(\w+\)[sd]", "", said)), said
        given = message.id if isinstance(message.id, str) else message.id[0]
        assert set(re.findall(r"%\(\w+\)[sd]", said)) <= set(re.findall(r"%\(\w+\)[sd]", given))
    with override("zh-hans"):
        told = {message.id: gettext(message.id) for message in ours if isinstance(message.id, str)}
    assert told == {message.id: message.string for message in ours if message.id in told}, RUN


@pytest.mark.parametrize("path", list(templates()), ids=template_name)
def test_no_template_says_a_word_that_cannot_be_translated(path: Path) -> None:
    text = path.read_text("utf-8")
    for tag in (
        r"\{%\s*blocktranslate\b.*?\{%\s*endblocktranslate\s*%\}",
        r'\{%\s*translate\s+"[^"]*"[^%]*%\}',
        r'_\("[^"]*"\)',
        r"\{#.*?#\}",
    ):
        text = re.sub(tag, "", text, flags=re.S)
    assert HAN.findall(text) == [], f'{template_name(path)}: say it with {{% translate "…" %}}'


def test_no_sentence_that_is_told_has_values_side_by_side() -> None:
    """``retold`` could not say where the first of them ends and the second begins."""
    together = [
        f"{path.relative_to(SOURCE)} line {node.lineno}: {first.value!r}"
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and called(node) in {"told", "gettext_noop"} and node.args
        if isinstance(first := node.args[0], ast.Constant)
        if re.search(r"\)s%\(", str(first.value))
    ]
    assert together == [], "put a word or a mark between them"


def _unwrapped(path: Path) -> Iterator[str]:
    """Chinese literals that are neither wrapped, nor docstrings, nor read by nobody."""
    tree = ast.parse(path.read_text("utf-8"))
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            continue
        if not HAN.search(node.value) or node.value in OWN_NAMES or CITED.match(node.value):
            continue
        around = list(_around(node, above))
        calls = {called(one) for one in around if isinstance(one, ast.Call)}
        if calls & (WRAPPERS | SAYS | NOT_READ) or isinstance(above[node], ast.Expr):
            continue
        yield f"line {node.lineno}: {node.value}"


def _around(node: ast.AST, above: dict[ast.AST, ast.AST]) -> Iterator[ast.AST]:
    """What a literal stands in, up to its statement."""
    while node in above and not isinstance(node, ast.stmt):
        node = above[node]
        yield node


@pytest.mark.parametrize(
    "path",
    [p for p in python_files() if not in_engines(p) and not is_apart(p)],
    ids=lambda p: p.relative_to(SOURCE).as_posix(),
)
def test_no_module_says_a_word_that_cannot_be_translated(path: Path) -> None:
    if path.relative_to(SOURCE).as_posix() in DATA:
        return
    assert list(_unwrapped(path)) == [], (
        'wrap it: _("…%(name)s…") % {…} for what is shown, told("…%(name)s…", name=…) for what is kept '
        "(notices, history, reasons); then " + RUN
    )
