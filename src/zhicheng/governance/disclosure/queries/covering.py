"""What was written before personal data was refused is covered on its way to the public."""

from typing import TypeVar

from django.db.models import Model

from zhicheng.foundation.face.personal import covered

Row = TypeVar("Row", bound=Model)


def cover(row: Row, *names: str) -> Row:
    """The same row, read to be shown and never saved: numbers that lead to a person covered in these texts."""
    for name in names:
        setattr(row, name, covered(getattr(row, name)))
    return row
