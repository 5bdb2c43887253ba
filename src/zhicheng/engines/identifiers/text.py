"""One way of writing for what people type in many: widths, spaces, dashes, case."""

import unicodedata

_FOLDED = str.maketrans(
    dict.fromkeys("‐‑‒–—―−－", "-")
    | {"。": ".", "．": ".", "〔": "(", "〕": ")", "【": "(", "】": ")"}
    | {chr(lower): chr(lower - 32) for lower in range(ord("a"), ord("z") + 1)}
)


def tidy(text: str) -> str:
    """Half-width, upper case (of a to z only), without blanks and invisible characters.

    Digits of other scripts become 0 to 9, dashes of all lengths ``-``, a Chinese full stop ``.``, brackets
    round ones.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_FOLDED)
    return "".join(_digit(sign) for sign in folded if unicodedata.category(sign)[0] not in "ZC")


def _digit(sign: str) -> str:
    return str(unicodedata.decimal(sign, sign))
