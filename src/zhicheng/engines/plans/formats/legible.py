"""Is this Chinese text, or what is left of it after a wrong decoding?"""

import re
from collections.abc import Sequence

from zhicheng.engines.plans.document import UnreadableDocument

# The characters that fill every official text, in both scripts. In a text of any length at least
# one character in five is among them; text decoded with a wrong table has next to none.
_COMMON = frozenset(
    "的一是在不了有和人为以与及对中大上市国年月日产业会政府工作建设发展实施管理服务合法权利应"
    "当个分开行成全等部门各新加强化提高到动技术化标准项目完区县企条例规定第者商专理请用品其三"
    "二四五十位机制通知件可同主要关于推进创保护局民任落实"
    "為與對國業會設發實務權應當個開產強動術標準項區縣條規專關進創護機製門"
)
# The 3755 characters of GB 2312 level 1, rows 16 to 55: nearly all of any simplified text, a third
# or less of what a wrong decoding gives.
_LEVEL_1 = frozenset(
    bytes((row, cell)).decode("gb2312", "ignore")
    for row in range(0xB0, 0xD8)
    for cell in range(0xA1, 0xFF)
)
_MIN_HAN = 20  # fewer characters than this prove nothing
_MIN_COMMON = 0.06
_MIN_LEVEL_1 = 0.6
_MAX_BROKEN = 0.01  # replacement characters, controls
_MAX_PRIVATE = 0.1  # private use: bullets and a few rare names, unless the font has no table
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_LATIN_ACCENTED = re.compile(r"[\u00c0-\u00ff]")


def is_legible(text: str) -> bool:
    """Whether the text can have been meant: no controls, no characters that nobody writes.

    A text without Chinese passes: that it is no plan is for the reader to say.
    """
    if not text.strip():
        return True
    visible = len(text) - text.count(" ") - text.count("\n")
    if len(_CONTROL.findall(text)) > _MAX_BROKEN * visible:
        return False
    if len(_PRIVATE.findall(text)) > _MAX_PRIVATE * visible:
        return False
    han = _HAN.findall(text)
    if len(han) < _MIN_HAN:
        # Chinese as UTF-8 shown as Latin-1 is mostly accented letters.
        return len(_LATIN_ACCENTED.findall(text)) <= 0.3 * visible
    return _share(han, _LEVEL_1) >= _MIN_LEVEL_1 or _share(han, _COMMON) >= _MIN_COMMON


def _share(characters: Sequence[str], known: frozenset[str]) -> float:
    return sum(character in known for character in characters) / len(characters)


def require_legible(text: str, message: str) -> str:
    """The text again; raises UnreadableDocument with the message where it is not legible."""
    if not is_legible(text):
        raise UnreadableDocument(message)
    return text
