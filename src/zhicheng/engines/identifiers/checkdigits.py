"""Check characters of the schemes that no library computes."""

_MODULUS = 11
_TEN = "X"
_FILING_WEIGHTS = {8: (2, 3, 4, 5, 6, 7, 8, 9), 12: (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)}
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def filing_check(digits: str) -> str:
    """The check character of an application number: weighted sum modulo 11, ten is X (R-ID-1).

    digits: the 8 or 12 before the point. Raises KeyError for another number of them.
    """
    weights = _FILING_WEIGHTS[len(digits)]
    return _character(
        sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    )


def organisation_check(body: str) -> str:
    """The check character of an organisation code, GB 11714: 11 less the weighted sum modulo 11 (R-ID-2).

    body: the eight digits and letters before it; A is 10, Z is 35.
    """
    pairs = zip(body, _ORGANISATION_WEIGHTS, strict=True)
    return _character(-sum(int(sign, 36) * weight for sign, weight in pairs))


def _character(total: int) -> str:
    rest = total % _MODULUS
    return _TEN if rest == _MODULUS - 1 else str(rest)
