"""The harness that is scored sees the fields of two records and nothing else."""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import mapping_truth

FIELDS = [
    [{"name": "FirstName", "type": "string", "description": "First name."}, {"name": "City"}, {"name": "Zip"}],
    [{"name": "given_name"}, {"name": "town", "type": None}, {"name": "postal_code", "description": "Postal code"}],
]


def _predicted(folder: Path, gold: list[list[str]]) -> bytes:
    golds, predictions = folder / "gold", folder / "predicted"
    golds.mkdir(parents=True)
    document = {"source_fields": FIELDS[0], "target_fields": FIELDS[1], "gold": gold, "gold_optional": gold[1:]}
    (golds / "one-a__two-b.json").write_text(json.dumps(document))
    assert mapping_truth.main([str(golds), str(predictions)]) == 0
    return (predictions / "one-a__two-b.json").read_bytes()


def test_scrambled_gold_changes_no_prediction(tmp_path: Path) -> None:
    right = _predicted(tmp_path / "right", [["FirstName", "given_name"], ["City", "town"]])
    wrong = _predicted(tmp_path / "wrong", [["Zip", "given_name"], ["nothing", "of the kind"]])

    assert right == wrong
    best = {(a, b) for a, b, _ in json.loads(right)["pairs"][:3]}
    assert best == {("FirstName", "given_name"), ("City", "town"), ("Zip", "postal_code")}
