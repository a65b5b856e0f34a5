"""Writes what `suggest` proposes for gold files of field mappings, to be scored.

    python benchmarks/mapping_truth.py GOLD_DIR PRED_DIR [--semantic] [--model MODEL] [--cache FILE]

For each `*.json` of GOLD_DIR a file of the same name in PRED_DIR: `{"pairs": [[source, target, score], ...]}`. Only
`source_fields` and `target_fields` of a gold file are read.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from interlock.adapters.encoder import open_encoder
from interlock.model.suggestion import Encoder, SeenField, Suggestions
from interlock.suggestion import suggest


def fields_of(rows: Sequence[dict[str, Any]]) -> list[SeenField]:
    """The fields of one record of a gold file."""
    return [
        SeenField(str(one["name"]), type=str(one.get("type") or ""), description=str(one.get("description") or ""))
        for one in rows
    ]


@cache
def encoder_for(*, semantic: bool, model: Path | None = None, kept: Path | None = None) -> Encoder | None:
    """The encoder, where it is wanted."""
    return open_encoder(model, kept) if semantic else None


def pairs_of(found: Suggestions) -> list[tuple[str, str, float]]:
    """Every proposed pair of single fields with its score, best first."""
    best: dict[tuple[str, str], float] = {}
    for some in (*found.for_left.values(), *found.for_right.values(), found.selected):
        for one in some:
            if len(one.left) == len(one.right) == 1:
                key = one.left[0], one.right[0]
                best[key] = max(best.get(key, 0.0), one.score)
    return sorted(((*key, score) for key, score in best.items()), key=lambda one: (-one[2], one[0], one[1]))


def predicted(source: Sequence[dict[str, Any]], target: Sequence[dict[str, Any]], encoder: Encoder | None) -> str:
    """The prediction file for two records."""
    found = suggest(fields_of(source), fields_of(target), encoder=encoder)
    return json.dumps({"pairs": [[a, b, round(score, 6)] for a, b, score in pairs_of(found)]}, indent=1) + "\n"


def main(argv: Sequence[str] | None = None) -> int:
    """Writes a prediction file for every gold file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold_dir", type=Path)
    parser.add_argument("pred_dir", type=Path)
    parser.add_argument("--semantic", action="store_true", help="with the encoder of the extra `semantic`")
    parser.add_argument("--model", type=Path, help="an ONNX model of one's own")
    parser.add_argument("--cache", type=Path, help="keeps vectors of texts in this file")
    given = parser.parse_args(argv)
    encoder = encoder_for(semantic=given.semantic, model=given.model, kept=given.cache)
    given.pred_dir.mkdir(parents=True, exist_ok=True)
    files = sorted(given.gold_dir.glob("*.json"))
    started = time.perf_counter()
    for file in files:
        document = json.loads(file.read_text(encoding="utf-8"))
        told = predicted(document["source_fields"], document["target_fields"], encoder)
        (given.pred_dir / file.name).write_text(told, encoding="utf-8")
    print(f"{len(files)} files in {time.perf_counter() - started:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
