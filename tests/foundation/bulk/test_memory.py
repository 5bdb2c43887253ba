"""When garbage is collected."""

import gc
import weakref

import pytest

from zhicheng.foundation.bulk.memory import collected_once


class Knot:
    """Holds itself, so that only a collection frees it."""

    def __init__(self) -> None:
        self.itself = self


def test_what_a_step_made_goes_behind_it_also_when_it_fails() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="fault"), collected_once():
        assert not gc.isenabled()
        made = weakref.ref(Knot())
        assert made() is not None
        raise ValueError("fault")
    assert gc.isenabled()
    assert made() is None


def test_who_does_without_collecting_goes_on_so() -> None:
    gc.disable()
    try:
        with collected_once():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
