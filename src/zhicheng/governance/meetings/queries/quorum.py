"""The rules for the quorum: the one built in, and those that the city set."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from zhicheng.foundation.dated.queries import Kind
from zhicheng.governance.meetings.models import QuorumSetting
from zhicheng.governance.meetings.rules import QUORUM, QuorumRule


def _rules() -> Iterator[QuorumRule]:
    yield QUORUM
    for row in QuorumSetting.objects.order_by("valid_from"):
        yield QuorumRule(row.valid_from, Fraction(row.share), row.source)


QUORUMS: Final = Kind(_rules)
