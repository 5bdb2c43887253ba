"""The words of the product and their English catalogue: extracted and updated.

    script/translations          update the catalogue; name what lacks English

Source strings are Chinese. Extracted are

- ``_("…")`` and its sisters in Python, ``told("…")`` for what is written down in Chinese and told in the
  reader's language when it is shown (``foundation.face.told``);
- ``{% translate %}``, ``{% blocktranslate %}`` and ``_("…")`` in templates;
- in the engines, which know no Django: what they say to people (``SAYS``), f-strings included.
"""

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, TokenType

from tests.house import ROOT, SOURCE, python_files, templates

FOLDER = SOURCE / "site" / "locale" / "en" / "LC_MESSAGES"
PO = FOLDER / "django.po"
# What Django itself says of a form, in the Chinese of an office: written by hand.
DJANGOS_PO = SOURCE / "site" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
HAN = re.compile("[\u4e00-\u9fff]")
WRAPPERS = frozenset(
    {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "told"}
)
# What engines make of words that a person will read.
SAYS = frozenset(
    {
        "Doubt",
        "EventError",
        "Guard",
        "IdentifierError",
        "NoRule",
        "Refused",
        "State",
        "Transition",
        "UnreadableDocument",
    }
)
# What rooms declare to the engine of procedures: titles of steps, refusals of guards.
DECLARED = frozenset({"Transition", "Guard"})
# What is said to whoever runs a command stays Chinese, as does what the sample city contains.
APART = ("management/commands/", "/sample", "/migrations/", "site/environment.py", "/__main__.py")

Placeholder = re.compile(r"%\((\w+)\)s|%[sd]")


def called(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def in_engines(path: Path) -> bool:
    return "engines" in path.relative_to(SOURCE).parts


def is_apart(path: Path) -> bool:
    place = path.relative_to(SOURCE).as_posix()
    return any(part in f"/{place}" for part in APART)


def words_of_python(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    if in_engines(path):
        yield from _said(tree)
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if called(node) in WRAPPERS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value
        elif called(node) in DECLARED:
            yield from filter(None, map(as_message, node.args))


def _said(tree: ast.Module) -> Iterator[str]:
    """Every Chinese sentence in a module of an engine, and every word that it gives a state or step."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in SAYS:
            for argument in node.args:
                if text := as_message(argument):
                    yield text
        elif isinstance(
            node, ast.Assign | ast.Return | ast.Yield | ast.Dict | ast.Tuple | ast.IfExp
        ):
            for child in ast.iter_child_nodes(node):
                text = as_message(child)
                if text.endswith(("。", "请核对", "手工添加", "原始文件", "所列节日")):
                    yield text


def as_message(node: ast.AST) -> str:
    """A Chinese literal as a message, the parts of an f-string as placeholders; empty for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if HAN.search(node.value) else ""
    if not isinstance(node, ast.JoinedStr):
        return ""
    names: dict[str, int] = {}
    text = "".join(
        str(part.value) if isinstance(part, ast.Constant) else f"%({placeholder(part, names)})s"
        for part in node.values
    )
    return text if HAN.search(text) else ""


def placeholder(part: ast.AST, names: dict[str, int]) -> str:
    """A name for what stands in an f-string: the last word of the expression, with a number when taken."""
    words = re.findall(r"[a-z_]+", ast.unparse(part).rstrip("}'\"").lower()) or ["value"]
    name = words[-1].strip("_") or "value"
    names[name] = names.get(name, 0) + 1
    return name if names[name] == 1 else f"{name}{names[name]}"


def words_of_template(path: Path) -> Iterator[str]:
    block: list[str] | None = None
    trimmed = False
    for token in Lexer(path.read_text("utf-8")).tokenize():
        word = token.contents.split(" ")[0] if token.contents else ""
        if token.token_type == TokenType.BLOCK and word in ("blocktranslate", "blocktrans"):
            block, trimmed = [], " trimmed" in token.contents
        elif token.token_type == TokenType.BLOCK and word.startswith("endblocktrans"):
            text = "".join(block or ())
            yield " ".join(s.strip() for s in text.strip().splitlines()) if trimmed else text
            block = None
        elif token.token_type == TokenType.BLOCK and word == "plural":
            raise ValueError(f"{path.name}: Chinese has no plural; leave {{% plural %}} out")
        elif block is not None:
            block.append(
                f"%({token.contents})s"
                if token.token_type == TokenType.VAR
                else token.contents.replace("%", "%%")
            )
        elif token.token_type in (TokenType.BLOCK, TokenType.VAR):
            if word in ("translate", "trans"):
                # Django would look it up with its % doubled, and not find it.
                if "%" in token.contents:
                    raise ValueError(f"{path.name}: keep % out of {{% translate %}}")
                yield from re.findall(r'^\w+ "([^"]+)"', token.contents)
            yield from re.findall(r'_\("([^"]+)"\)', token.contents)


def all_words() -> dict[str, set[str]]:
    """Every message, and the files that say it."""
    found: dict[str, set[str]] = {}
    for path in python_files():
        if not is_apart(path):
            for words in words_of_python(path):
                found.setdefault(words, set()).add(path.relative_to(ROOT).as_posix())
    for path in templates():
        for words in words_of_template(path):
            found.setdefault(words, set()).add(path.relative_to(ROOT).as_posix())
    return {words: places for words, places in found.items() if HAN.search(words)}


def english() -> Catalog:
    return _read(PO, "en")


def djangos() -> Catalog:
    return _read(DJANGOS_PO, "zh_Hans")


def _read(path: Path, locale: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def translations(catalogue: Catalog) -> dict[str, str]:
    return {str(m.id): str(m.string or "") for m in catalogue if m.id}


def updated(before: Catalog) -> Catalog:
    """The catalogue with exactly the messages that there are, in the order of their characters.

    No dates, no places: nothing in it changes unless a message does.
    """
    after = Catalog(locale="en", fuzzy=False)
    after.header_comment = "# English for 知城. Made by script/translations; write only the msgstr."
    known = translations(before)
    for words in sorted(all_words()):
        after.add(
            words,
            known.get(words, ""),
            flags=["python-format"] if Placeholder.search(words) else [],
        )
    return after


def write(catalogue: Catalog) -> None:
    file = BytesIO()
    write_po(file, catalogue, width=0, include_lineno=False, omit_header=True)
    header = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: en\\n"\n\n'
    )
    PO.write_bytes(f"{catalogue.header_comment}\n{header}".encode() + file.getvalue())


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    write(updated(english() if PO.exists() else Catalog(locale="en")))
    missing = [words for words, text in translations(english()).items() if not text]
    for words in missing:
        print(words)
    print(f"{len(missing)} of {len(all_words())} messages lack English in {PO.relative_to(ROOT)}.")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
