"""What was issued refuses every change in the database itself."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction

from zhicheng.governance.bulletins.models import Issue, Paper, Report, Step


def refused(change: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            change()
    except DatabaseError:
        return True
    return False


def test_a_draft_takes_changes_but_is_not_deleted(composed: Report) -> None:
    rows = Report.objects.filter(pk=composed.pk)
    assert not refused(lambda: rows.update(title="改", summary="改", content={}))
    assert refused(rows.delete)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "改"}, {"summary": "改"}, {"content": {}}, {"issued_on": None}, {"year": 2000},
        {"state": "composed"}, {"state": "draft", "issued_on": None},
    ],
)  # fmt: skip
def test_an_issued_paper_keeps_what_it_says(issued: Issue, change: dict[str, object]) -> None:
    rows = Report.objects.filter(pk=issued.report_id)
    assert refused(lambda: rows.update(**change))


def test_an_issued_paper_is_taken_back(issued: Issue) -> None:
    rows = Report.objects.filter(pk=issued.report_id)
    assert not refused(lambda: rows.update(state="withdrawn", version=99))


@pytest.mark.usefixtures("issued")
def test_content_files_and_history_are_only_added_to() -> None:
    for model, change in (
        (Issue, {"content": "{}"}), (Issue, {"signed_off": "别人"}), (Paper, {"name": "别的.docx"}),
        (Step, {"title": "别的"}),
    ):  # fmt: skip
        assert refused(lambda model=model, change=change: model.objects.update(**change))  # type: ignore[misc]  # bound now
        assert refused(lambda model=model: model.objects.all().delete())  # type: ignore[misc]  # as above
