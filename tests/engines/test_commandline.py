"""What the engines' commands share."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from zhicheng.engines.commandline import say


@contextmanager
def printing_into_a_pipe(*, reader_stays: bool) -> Iterator[int]:
    """Standard output is a pipe; gives the end to read from, or closes it before anything is said."""
    outlet, inlet = os.pipe()
    if not reader_stays:
        os.close(outlet)
    with pytest.MonkeyPatch.context() as patch, os.fdopen(inlet, "w") as stream:
        patch.setattr(sys, "stdout", stream)
        yield outlet


def test_what_is_said_is_utf8() -> None:
    with printing_into_a_pipe(reader_stays=True) as outlet:
        say("最后一日\n".encode())
        assert os.read(outlet, 100).decode() == "最后一日\n"
    os.close(outlet)


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    with printing_into_a_pipe(reader_stays=False):
        say(b"more than was asked for\n")
        sys.stdout.flush()  # as Python does at its end
