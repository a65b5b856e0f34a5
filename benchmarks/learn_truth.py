"""Learns every description of a folder and writes what was learned in the form of the scorer.

usage: learn_truth.py DOCS_DIR OUT_DIR [--time] [--calibration TRUTH_DIR] [--left-out TRUTH_DIR]

--time prints seconds of the processor and the most memory of each document, each learned in a process of its own.
--calibration prints, for each confidence, how many of the facts that the truth knows are right, and those that are
marked sure and are not. --left-out prints the scores and the calibration beside those that each vendor gets when the
entries of word lists and patterns that only this vendor's documents use are taken away (see docs/learning-accuracy.md).
TRUTH_DIR holds one JSON file per document; the name of a file up to its first `-` is that of the vendor.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.harness.judging import FIELDS, Judged, by_confidence, by_field, judged
from benchmarks.harness.left_out import Learner

from interlock.model.profile import Confidence
from interlock.systems import Learned, learn, score_form

_MARKS = (Confidence.SURE, Confidence.LIKELY, Confidence.POSSIBLE)


def main(arguments: list[str]) -> int:
    truths: dict[str, Path] = {}
    names: list[str] = []
    waiting = iter(arguments)
    for one in waiting:
        if one in ("--calibration", "--left-out"):
            truths[one] = Path(next(waiting, ""))
        elif one != "--time":
            names.append(one)
    if len(names) != 2:
        print(__doc__)
        return 2
    documents, out = Path(names[0]), Path(names[1])
    out.mkdir(parents=True, exist_ok=True)
    paths = [p for p in sorted(documents.iterdir()) if p.suffix in (".json", ".yaml", ".yml")]
    if "--time" in arguments:
        print(f"{sum(_measured(path, out) for path in paths):6.2f} s in all")
    else:
        for path in paths:
            _written(_learned(path), path, out)
    if "--calibration" in truths:
        _calibration([f for path, told in _told(paths, truths["--calibration"]) for f in judged(told, _profile(path))])
    if "--left-out" in truths:
        _left_out(list(_told(paths, truths["--left-out"])))
    return 0


def _learned(path: Path) -> Learned:
    folder = path.resolve().parent
    return learn(path.stem, path.read_bytes(), file=path.name, open_ref=lambda ref: (folder / ref).read_bytes())


def _profile(path: Path) -> Any:
    return _learned(path).profile


def _written(learned: Learned, path: Path, out: Path) -> None:
    form = orjson.dumps(score_form(learned.profile), option=orjson.OPT_INDENT_2)
    (out / f"{path.stem}.json").write_bytes(form)


def _measured(path: Path, out: Path) -> float:
    """Seconds of the processor that a document takes; prints them with the most memory of the process that learned it."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        learned = _learned(path)
        _written(learned, path, out)
        records, findings = len(learned.profile.records), len(learned.findings)
        print(f"{records:4} records  {findings:3} findings  ", end="", flush=True)
        os._exit(0)
    _, status, used = os.wait4(child, 0)
    took = used.ru_utime + used.ru_stime
    said = f"{took:6.2f} s  {used.ru_maxrss / 1024:5.0f} MB" if status == 0 else "failed"
    print(f"{said}  {path.name}")
    return took


def _told(paths: Iterable[Path], truth: Path) -> Iterable[tuple[Path, dict[str, Any]]]:
    for path in paths:
        known = truth / f"{path.stem}.json"
        if known.exists():
            yield path, orjson.loads(known.read_bytes())


def _calibration(facts: list[Judged]) -> None:
    table = by_confidence(facts)
    print("\nmarked     right")
    for mark in _MARKS:
        print(f"{mark.value:10} {table.cell(mark.value)}")
    for fact in facts:
        if fact.confidence is Confidence.SURE and not fact.right:
            print(f"  sure and wrong: {fact.api} {fact.stream} {fact.field}")


def _left_out(told: list[tuple[Path, dict[str, Any]]]) -> None:
    learner = Learner()
    fitted: list[Judged] = []
    for path, truth in told:
        with learner.watched(_vendor(path)):
            fitted += judged(truth, _profile(path))
    left: list[Judged] = []
    print("\nentries that only this vendor's documents use")
    for vendor in dict.fromkeys(_vendor(path) for path, _ in told):
        gone = learner.only(vendor)
        print(f"  {vendor:16} {len(gone):3}")
        with learner.without(gone):
            left += [fact for path, truth in told if _vendor(path) == vendor for fact in judged(truth, _profile(path))]
    print(f"\n{'':18} {'fitted':>22} {'vendor left out':>22}")
    before, after = by_field(fitted), by_field(left)
    for name in FIELDS:
        print(f"{name:18} {before.cell(name):>22} {after.cell(name):>22}")
    before, after = by_confidence(fitted), by_confidence(left)
    for mark in _MARKS:
        print(f"{'marked ' + mark.value:18} {before.cell(mark.value):>22} {after.cell(mark.value):>22}")


def _vendor(path: Path) -> str:
    return path.stem.split("-")[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
