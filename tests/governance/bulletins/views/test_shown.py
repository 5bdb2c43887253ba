"""A figure on a page leads to its rows; one that says nothing of where it comes from is plain words."""

from dataclasses import replace

import pytest
from tests.factories import make_user
from tests.governance.bulletins.rules.test_content import CONTENT
from tests.governance.bulletins.rules.test_figures import FIGURE

from zhicheng.governance.bulletins.views.shown import Shown

pytestmark = pytest.mark.django_db


def test_a_figure_without_a_source_is_plain_words() -> None:
    bare = replace(CONTENT, figures=(replace(FIGURE, lineage=None),), tables=())
    summary = Shown(bare, make_user()).sections[0].paragraphs[0]
    assert summary == "逾期3项。"
    assert "title=" in Shown(CONTENT, make_user()).sections[0].paragraphs[0]
