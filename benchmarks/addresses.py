"""How well and how fast the addresses of the gazette are resolved.

    python benchmarks/addresses.py [--shared FOLDER] [--list]

Names alone give the prefecture; the postcode is then the independent evidence. So that no row is weighed against
itself, the postcodes of one day of the gazette are counted on the other day. ``--list`` prints every row in
which the two disagree, and which of them errs, where something decides it. Exits 1 below a floor.
"""

import argparse
import gzip
import json
import os
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from zhicheng.engines.addresses import Resolution, resolve
from zhicheng.engines.addresses.divisions import by_code

ROOT = Path(__file__).parents[1]
RESOLVED, AGREEING, SPEED = 0.99, 0.975, 5_000.0
DIGITS, FEWEST, SHARE = 4, 3, 0.8
_POSTCODE = re.compile(r"^(\d{6})(.*)$")


@dataclass(frozen=True)
class Row:
    """A domestic row: its day, postcode, address and what its names say."""

    day: str
    postcode: str
    address: str
    applicant: str
    found: Resolution


def rows(folder: Path) -> Iterator[Row]:
    """Rows with a postcode: those of applicants abroad have none."""
    with gzip.open(folder / "gazette_2019_07.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            written = _POSTCODE.match(row["address_raw"])
            if written:
                found = resolve(written[2])
                yield Row(row["pub_date"], written[1], written[2], row["applicants_raw"], found)


def counted(known: list[Row]) -> Mapping[str, str]:
    """Prefixes of postcodes → the prefecture in which most of these rows lie by their names."""
    table: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in known:
        if row.found.prefecture:
            table[row.postcode[:DIGITS]][row.found.prefecture] += 1
    return {
        prefix: counts.most_common(1)[0][0]
        for prefix, counts in table.items()
        if counts.total() >= FEWEST and counts.most_common(1)[0][1] >= SHARE * counts.total()
    }


def errs(row: Row, by_postcode: str) -> str:
    """Which of the two is wrong: the names confirm each other, or the applicant's own name decides."""
    stem = by_code()[by_postcode].stem
    moved = any(one.kind == "moved" for one in row.found.evidence)
    if stem in row.applicant or stem in row.address:
        return "地名有误" if moved else "邮政编码不误，地址另有所在"
    named = by_code()[row.found.prefecture].stem in row.applicant
    return "邮政编码" if named or row.found.county else "不能判定"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    beside = os.environ.get("ZHICHENG_SHARED", str(ROOT.parent / "shared"))
    parser.add_argument("--shared", type=Path, default=Path(beside))
    parser.add_argument("--list", action="store_true")
    arguments = parser.parse_args()
    folder = arguments.shared / "data" / "patents"
    if not folder.is_dir():
        print("no data: give the shared folder with --shared", file=sys.stderr)
        return 2
    start = time.process_time()
    domestic = list(rows(folder))
    speed = len(domestic) / (time.process_time() - start)
    resolved = [row for row in domestic if row.found.prefecture]
    half = {
        day: counted([row for row in resolved if row.day != day])
        for day in {row.day for row in resolved}
    }
    compared = agreeing = 0
    wrong: Counter[str] = Counter()
    for row in resolved:
        area = half[row.day].get(row.postcode[:DIGITS])
        if area is None:
            continue
        compared += 1
        agreeing += area == row.found.prefecture
        if area != row.found.prefecture:
            who = errs(row, area)
            wrong[who] += 1
            if arguments.list:
                print(
                    f"{who}\t{row.postcode}\t{by_code()[area].name}\t{row.address}\t{row.applicant}"
                )
    figures = (
        ("prefecture resolved", len(resolved) / len(domestic), RESOLVED),
        ("in agreement with the postcode", agreeing / compared, AGREEING),
        ("addresses/s", speed, SPEED),
    )
    for name, value, floor in figures:
        print(f"{name:<34} {value:10.4f}  (floor {floor:g}){'' if value >= floor else '  missed'}")
    print(
        f"{len(domestic)} domestic rows, {compared} compared; of those that disagree: {dict(wrong)}"
    )
    return 0 if all(value >= floor for _, value, floor in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
