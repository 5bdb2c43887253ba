"""How fast files of patents are read, on one core.

    python benchmarks/patents.py [--shared FOLDER]

Reads the gazette and the sample documents of the shared folder (ZHICHENG_SHARED, else ../shared beside the
checkout). Prints the figures and exits 1 if one is below its floor.
"""

import argparse
import os
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from zhicheng.engines.patents import Reader

ROOT = Path(__file__).parents[1]
# Floors a second, as the product promises them; megabytes at the peak, whatever the file's length.
ROWS, DOCUMENTS, MEGABYTES = 20_000.0, 400.0, 200.0
TIMES = 5


def count(files: Iterable[Path]) -> int:
    """Everything in the files, read and thrown away."""
    return sum(1 for file in files for _ in Reader(file).read())


def per_second(files: list[Path], times: int = 1) -> float:
    """Things read in a second of the processor, which others on the machine do not lengthen."""
    start = time.process_time()
    done = sum(count(files) for _ in range(times))
    return done / (time.process_time() - start)


def documents_per_second(files: list[Path]) -> float:
    """Files, not records: one of them holds a hundred."""
    count(files)
    start = time.process_time()
    for _ in range(TIMES):
        count(files)
    return len(files) * TIMES / (time.process_time() - start)


def figures(folder: Path) -> Iterator[tuple[str, float, float, bool]]:
    """Name, value, floor or limit, and whether it holds."""
    gazette = per_second([folder / "gazette_2019_07.jsonl.gz"])
    yield "gazette, JSON lines, rows/s", gazette, ROWS, gazette >= ROWS
    tables = per_second(sorted((folder / "gazette_csv_gb18030").glob("*.csv")), TIMES)
    yield "gazette, CSV in GB18030, rows/s", tables, ROWS, tables >= ROWS
    documents = documents_per_second(sorted((folder / "xml").rglob("*.xml")))
    yield "XML, documents/s", documents, DOCUMENTS, documents >= DOCUMENTS
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield "peak memory, MB", peak, MEGABYTES, peak <= MEGABYTES


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    beside = os.environ.get("ZHICHENG_SHARED", str(ROOT.parent / "shared"))
    parser.add_argument("--shared", type=Path, default=Path(beside))
    folder = parser.parse_args().shared / "data" / "patents"
    if not folder.is_dir():
        print("no data: give the shared folder with --shared", file=sys.stderr)
        return 2
    well = True
    for name, value, bound, holds in figures(folder):
        print(f"{name:<34} {value:10.0f}  ({bound:g}){'' if holds else '  missed'}")
        well = well and holds
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
