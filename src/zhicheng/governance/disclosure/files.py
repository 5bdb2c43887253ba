"""Open data as files: .csv for spreadsheets, .json for programs; the same for everybody, in Chinese."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import translation

from zhicheng.governance.disclosure.queries.datasets import Dataset, Value
from zhicheng.governance.disclosure.rules import cell
from zhicheng.governance.disclosure.terms import SOURCE, TERMS

FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}


def file_of(found: Dataset[Any], form: str, on: date) -> bytes:
    """A data set as it stands on a day. form: one of ``FORMATS``."""
    with translation.override(settings.LANGUAGE_CODE):
        return _csv(found, on) if form == "csv" else _json(found, on)


def dictionary(sets: tuple[Dataset[Any], ...]) -> bytes:
    """The data dictionary of all data sets as .json."""
    with translation.override(settings.LANGUAGE_CODE):
        return _written({found.key: _described(found) for found in sets})


def _csv(found: Dataset[Any], on: date) -> bytes:
    """UTF-8 with a mark, by which Excel knows it; heads in Chinese."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([str(field.title) for field in found.fields])
    writer.writerows([_in_csv(value) for value in line] for line in found.lines(on))
    return text.getvalue().encode("utf-8-sig")


def _in_csv(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return cell(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _json(found: Dataset[Any], on: date) -> bytes:
    keys = [field.key for field in found.fields]
    return _written(
        {
            "dataset": found.key,
            "as_of": on.isoformat(),
            "publisher": f"{settings.CITY_NAME}{SOURCE}",
            "terms": str(TERMS),
            **_described(found),
            "rows": [dict(zip(keys, map(_in_json, line), strict=True)) for line in found.lines(on)],
        }
    )


def _in_json(value: Value) -> Any:
    """Measures as numbers: the database keeps no more digits than these hold exactly."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _described(found: Dataset[Any]) -> dict[str, Any]:
    return {
        "title": str(found.title),
        "about": str(found.about),
        "fields": [
            {
                "name": field.key,
                "title": str(field.title),
                "type": field.type.value,
                "unit": str(field.unit),
                "meaning": str(field.meaning),
                "source": str(field.source),
            }
            for field in found.fields
        ],
    }


def _written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
