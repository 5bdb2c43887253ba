"""The tables of a report in the sample city."""

from datetime import date, timedelta

import pytest

from zhicheng.foundation.accounts.models import User
from zhicheng.governance.bulletins.queries import Asked, gathered
from zhicheng.governance.bulletins.rules import Figure
from zhicheng.governance.tasks.models import Assignment
from zhicheng.governance.tasks.rules import Stage


@pytest.mark.django_db
@pytest.mark.usefixtures("sample_city")
def test_the_columns_of_a_table_add_up_to_all(today: date) -> None:
    office = User.objects.get(username="coordinator")
    Assignment.objects.filter(pk=Assignment.objects.filter(stage="in_progress")[0].pk).update(
        stage=Stage.ENDED
    )
    asked = Asked(
        user=office, first=today - timedelta(30), last=today, on=today, plan=None, whole_year=False
    )
    content = gathered(asked, lambda *_words: None)
    ended = 0
    for key in ("chapters", "units", "counties"):
        found = next(one for one in content.tables if one.key == key)
        places = {name: n for n, (name, _head) in enumerate(found.columns)}
        for line in found.lines:
            total, *parts = (cell.value for cell in line[1:] if isinstance(cell, Figure))
            assert total == sum(part or 0 for part in parts), line[0]
            if key == "units":
                ended += int(line[places["ended"]].value)  # type: ignore[arg-type,union-attr]  # a figure
        assert any(line[places["normal"]].value for line in found.lines)  # type: ignore[union-attr]  # as above
    assert ended == 1
