"""Learns every description of a folder and writes what was learned in the form of the scorer.

usage: learn_truth.py DOCS_DIR OUT_DIR [--time]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import orjson

from interlock.systems import learn, score_form


def main(arguments: list[str]) -> int:
    names = [a for a in arguments if not a.startswith("--")]
    if len(names) != 2:
        print(__doc__)
        return 2
    documents, out = Path(names[0]), Path(names[1])
    out.mkdir(parents=True, exist_ok=True)
    total = 0.0
    for path in sorted(documents.iterdir()):
        if path.suffix not in (".json", ".yaml", ".yml"):
            continue
        began = time.perf_counter()
        learned = learn(
            path.stem, path.read_bytes(), file=path.name, open_ref=lambda ref: (documents / ref).read_bytes()
        )
        took = time.perf_counter() - began
        total += took
        form = orjson.dumps(score_form(learned.profile), option=orjson.OPT_INDENT_2)
        (out / f"{path.stem}.json").write_bytes(form)
        if "--time" in arguments:
            records, findings = len(learned.profile.records), len(learned.findings)
            print(f"{took:6.2f} s  {records:4} records  {findings:3} findings  {path.name}")
    if "--time" in arguments:
        print(f"{total:6.2f} s in all")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
