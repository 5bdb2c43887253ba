"""How fast plans are read: one seed warm, the command from cold, growth with length and clauses.

    python benchmarks/plans.py [--shared FOLDER]

Reads the real plans of the shared folder (ZHICHENG_SHARED, else ../shared beside the checkout).
Prints the figures and exits 1 if one is above its limit.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zhicheng.engines.plans import Block, BlockKind, Document, read
from zhicheng.engines.plans.formats import load

ROOT = Path(__file__).parents[1]
# Limits in seconds and megabytes, as the product promises them.
WARM, COLD, HUNDREDFOLD, MEMORY = 0.1, 0.8, 20.0, 500.0
# A tenth more per character when the text is ten times as long is proportion; twice as much is not.
GROWTH = 2.0
# Four times the clause takes four times as long in proportion, sixteen times as a square.
CLAUSE, CLAUSE_GROWTH = 6_000, 8.0
# Words of the reader's own patterns: in a row of them a repeat may begin anew at each.
WORDS = (
    "数", "量", "率", "额", "人口", "满意度", "库", "平台", "名录", "系统", "实现", "保持在", "有", "均都的",
    "基本", "全面建成", "建立数据库", "完成", "每年", "增长", "达到", "的", "、", "市",
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One measurement and its limit, both in ``unit``."""

    name: str
    value: float
    limit: float
    unit: str

    @property
    def holds(self) -> bool:
        return self.value <= self.limit


def repeated(document: Document, times: int) -> Document:
    """A document ``times`` as long, by concatenation."""
    length = len(document.text)
    blocks = tuple(
        replace(one, start=one.start + length * number, end=one.end + length * number)
        for number in range(times)
        for one in document.blocks
    )
    return replace(document, text=document.text * times, blocks=blocks)


def seconds(document: Document) -> float:
    start = time.perf_counter()
    read(document)
    return time.perf_counter() - start


def processor_seconds(document: Document) -> float:
    """Of the processor, which others on the machine do not lengthen as they do those of the clock."""
    start = time.process_time()
    read(document)
    return time.process_time() - start


def warm(documents: Sequence[Document]) -> Figure:
    """The slowest seed, the best of three runs of each, after all have been read once."""
    for one in documents:
        read(one)
    slowest = max(min(seconds(one) for _ in range(3)) for one in documents)
    return Figure("one seed, warm", slowest, WARM, "s")


def cold(path: Path) -> Figure:
    """The whole command in a new process, the best of five."""
    command = [sys.executable, "-m", "zhicheng", "plan", "read", str(path), "--format", "json"]
    spent = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)  # noqa: S603 - our own command
        spent.append(time.perf_counter() - start)
    return Figure("the command, from cold", min(spent), COLD, "s")


def growth(document: Document) -> Iterator[Figure]:
    """One, ten and a hundred times a seed; the time per character must not grow with the length."""
    spent = {times: seconds(repeated(document, times)) for times in (1, 10, 100)}
    for times, value in spent.items():
        limit = HUNDREDFOLD if times == 100 else WARM * times
        yield Figure(f"{times} × a seed", value, limit, "s")
    yield Figure("per character, 100 × against 10 ×", spent[100] / spent[10] / 10, GROWTH, "times")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure("peak memory", peak, MEMORY, "MB")


def clause(word: str, length: int) -> Document:
    """A plan whose goals and only task have one clause of nothing but a word, so long."""
    row = (word * length)[:length]
    lines = (
        "示例市服务工作方案", "一、主要目标", f"到2026年，{row}，网点{row}的总数达到10家。",
        "二、重点任务", f"（一）建设网点。{row}。（市科技局、市财政局）",
    )  # fmt: skip
    blocks, start = [], 0
    for line in lines:
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(line)))
        start += len(line) + 1
    return Document("clause.txt", "txt", "\n".join(lines), tuple(blocks))


def clause_growth(word: str) -> float:
    """How many times as long a clause takes that is four times as long, the best of two each."""
    short, long = (
        min(processor_seconds(document) for _ in range(2))
        for document in (clause(word, CLAUSE), clause(word, 4 * CLAUSE))
    )
    return long / short


def long_clauses() -> Figure:
    """The word whose row grows fastest."""
    worst, word = max((clause_growth(one), one) for one in WORDS)
    return Figure(f"a clause of 4n × {word} against n", worst, CLAUSE_GROWTH, "times")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    beside = os.environ.get("ZHICHENG_SHARED", str(ROOT.parent / "shared"))
    parser.add_argument("--shared", type=Path, default=Path(beside))
    seeds = sorted((parser.parse_args().shared / "plans" / "seeds").glob("*.txt"))
    if not seeds:
        print("no seeds: give the shared folder with --shared", file=sys.stderr)
        return 2
    documents = [load(path) for path in seeds]
    longest = max(documents, key=lambda one: len(one.text))
    figures = [warm(documents), cold(seeds[0]), *growth(longest), long_clauses()]
    for one in figures:
        mark = "" if one.holds else "  above the limit"
        print(f"{one.name:<36} {one.value:9.3f} {one.unit:<6} (limit {one.limit:g}){mark}")
    return 0 if all(one.holds for one in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
