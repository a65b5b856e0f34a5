"""Learns the weights of field suggestions from gold files, and shows what they reach on systems left out.

    python benchmarks/train_suggestions.py GOLD_DIR... [--semantic] [--write] [--left-out] [--scorer PATH]

A gold file holds `source_fields`, `target_fields` (name, type, description), `gold` and `gold_optional`, and is named
`A-record__B-record.json`; what stands before the first hyphen of each half is the vendor. Left out means: what is
shown for a pair comes from weights that saw no pair of either of its vendors. Needs what
`requirements/learn.lock` names.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from mapping_truth import encoder_for, fields_of

from interlock.model.suggestion import Encoder
from interlock.suggestion.contrast import SECOND
from interlock.suggestion.looking import Table, first_names, laid_out, second_numbers, taken_apart

_SHARE_OF_NEGATIVES = 0.3
_FIRST_STRENGTH, _SECOND_STRENGTH = 0.1, 0.3
_FOLDS = 3
_TARGET = Path(__file__).parents[1] / "src/interlock/suggestion/weights.toml"
_SURE_RIGHT, _SURE_MARGIN = 0.9, 0.0
_KIN = {"d365fo": "dataverse", "npsp": "salesforce"}


class Pair:
    """One gold file, laid out."""

    def __init__(self, path: Path, encoder: Encoder | None, *, weight: float, random: np.random.RandomState) -> None:
        self.name = path.stem
        self.weight = weight
        self.document = json.loads(path.read_text(encoding="utf-8"))
        left, right = (fields_of(self.document[side]) for side in ("source_fields", "target_fields"))
        self.table: Table = laid_out(taken_apart(left, right), encoder)
        self.paths = [(self.table.left[i].field.path, self.table.right[j].field.path) for i, j in self.table.pairs]
        gold = {tuple(one) for one in self.document["gold"]}
        optional = {tuple(one) for one in self.document.get("gold_optional", [])} - gold
        self.numbers = np.array(self.table.numbers)
        self.right = np.array([one in gold for one in self.paths])
        kept = self.right | (random.rand(len(self.paths)) < _SHARE_OF_NEGATIVES)
        self.kept = kept & ~np.array([one in optional for one in self.paths])
        self.weights = np.where(self.right, 1.0, 1 / _SHARE_OF_NEGATIVES)[self.kept] * weight

    @property
    def vendors(self) -> set[str]:
        """Whose systems they are."""
        found = {half.split("-")[0] for half in self.name.split("__")}
        return found | {_KIN[one] for one in found & _KIN.keys()}


class Model:
    """Both lines, as learned."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self.first = _line(pairs, [one.numbers for one in pairs], _FIRST_STRENGTH)
        looks: list[Any] = [None] * len(pairs)
        for fold in range(_FOLDS):
            others = [one for at, one in enumerate(pairs) if at % _FOLDS != fold]
            line = _line(others, [one.numbers for one in others], _FIRST_STRENGTH)
            for at in range(fold, len(pairs), _FOLDS):
                looks[at] = np.array(second_numbers(pairs[at].table, _chances(line, pairs[at].numbers).tolist()))
        self.second = _line(pairs, looks, _SECOND_STRENGTH)

    def predict(self, pair: Pair) -> Any:
        """The chance of each pair of fields."""
        first = _chances(self.first, pair.numbers)
        return _chances(self.second, np.array(second_numbers(pair.table, first.tolist())))


Line = tuple[float, Any]


def _line(pairs: Sequence[Pair], numbers: Sequence[Any], strength: float) -> Line:
    rows = np.vstack([one[pair.kept] for one, pair in zip(numbers, pairs, strict=True)])
    right = np.concatenate([pair.right[pair.kept] for pair in pairs])
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=strength, max_iter=300, solver="newton-cholesky")
    model.fit(scaler.transform(rows), right, sample_weight=np.concatenate([pair.weights for pair in pairs]))
    weights = model.coef_[0] / scaler.scale_
    return float(model.intercept_[0] - (weights * scaler.mean_).sum()), weights


def _chances(line: Line, numbers: Any) -> Any:
    return 1 / (1 + np.exp(-np.clip(line[0] + numbers @ line[1], -60, 60)))


def left_out(pairs: Sequence[Pair], judged: Sequence[Pair]) -> dict[str, Any]:
    """The chances of each judged pair by weights that saw neither of its vendors."""
    found: dict[str, Any] = {}
    for one in judged:
        if one.name in found:
            continue
        model = Model([other for other in pairs if not other.vendors & one.vendors])
        for same in judged:
            if same.vendors == one.vendors:
                found[same.name] = model.predict(same)
    return found


def scorer(path: Path) -> ModuleType:
    """The scorer of the gold files."""
    spec = importlib.util.spec_from_file_location("score_mapping", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scored(score: ModuleType, pairs: Sequence[Pair], chances: dict[str, Any], threshold: float) -> list[Any]:
    """The rows of the scorer."""
    rows = []
    for pair in pairs:
        gold = {tuple(one) for one in pair.document["gold"]}
        proposed = [[*paths, float(chance)] for paths, chance in zip(pair.paths, chances[pair.name], strict=True)]
        best, optional, _ = score.clean({"pairs": proposed}, pair.document)
        ranks = score.per_source_ranks(best, gold)
        every = score.one_to_one(best, optional, None)
        chosen = [one for one in every if one[2] >= threshold]
        right = sum(one[:2] in gold for one in chosen)
        precision, recall, f1 = score.prf(right, len(chosen), len(gold))
        rows.append(
            {
                "pair": pair.name,
                "gold": len(gold),
                "recall_at_gt": score.recall_at_gt(best, gold),
                "mrr": sum(1 / rank for rank in ranks if rank) / len(ranks),
                "hit1": sum(1 for rank in ranks if rank and rank <= 1) / len(ranks),
                "hit5": sum(1 for rank in ranks if rank and rank <= 5) / len(ranks),
                "precision": precision,
                "recall": recall,
                "f1": f1,
                "_tp": right,
                "_np": len(chosen),
                "_ng": len(gold),
                "_ranks": ranks,
                "_all": [(one[2], one[:2] in gold) for one in every],
            }
        )
    return rows


def surest(rows: Sequence[Any], share: float) -> tuple[float, float]:
    """From which chance on the pairs are right that often, and the recall that this reaches."""
    every = sorted((one for row in rows for one in row["_all"]), reverse=True)
    gold = sum(row["_ng"] for row in rows)
    right, found = 0, (1.0, 0.0)
    for at, (chance, is_right) in enumerate(every, 1):
        right += is_right
        if right / at >= share:
            found = (chance, right / gold)
    return found


def show(title: str, rows: list[Any], score: ModuleType, *, each: bool = False) -> None:
    """One line, or one for each pair as well."""
    if each:
        for row in rows:
            print(
                f"  {row['pair'][:46]:46} {row['gold']:4} {row['recall_at_gt']:.3f} {row['mrr']:.3f} "
                f"{row['hit5']:.3f} {row['f1']:.3f}"
            )
    total, best = score.overall(rows), score.sweep(rows)
    sure = surest(rows, _SURE_RIGHT)
    macro, micro = total["macro"], total["micro"]
    print(
        f"{title:28} R@GT {macro['recall_at_gt']:.3f} MRR {macro['mrr']:.3f} hit@5 {macro['hit5']:.3f} "
        f"F1 {micro['f1']:.3f} (best {best[0]:.3f} at {best[1]:.2f}) "
        f"9 of 10 right from {sure[0]:.2f}: recall {sure[1]:.2f}",
        flush=True,
    )


def show_marked(judged: Sequence[Pair], learned: Sequence[Pair], rows: Sequence[Any]) -> None:
    """How often *sure* is right, and the recall, with the mark taken from pairs of other vendors than those judged."""
    right = called = gold = 0
    for pair, row in zip(learned, rows, strict=True):
        if pair in judged:
            others = [one for other, one in zip(learned, rows, strict=True) if not other.vendors & pair.vendors]
            mark = surest(others, _SURE_RIGHT)[0]
            sure = [is_right for chance, is_right in row["_all"] if chance >= mark]
            right, called, gold = right + sum(sure), called + len(sure), gold + row["_ng"]
    print(f"mark from other vendors      {right} of {called} sure pairs right: recall {right / gold:.2f}", flush=True)


def _shifted(line: Line, level: float) -> Line:
    """The line with its odds moved so that `level` becomes one half: gold holds what one connector maps, not all."""
    return line[0] - float(np.log(level / (1 - level))), line[1]


def _moved(chance: float, level: float) -> float:
    return chance * (1 - level) / (chance * (1 - level) + level * (1 - chance))


def write(model: Model, marks: dict[str, float], *, semantic: bool) -> None:
    """Writes the weights beside the code, keeping those of the other kind."""
    kept = tomllib.loads(_TARGET.read_text(encoding="utf-8")) if _TARGET.exists() else {}
    first = first_names(semantic=semantic)
    kept["with_encoder" if semantic else "without"] = {
        "marks": marks,
        "first": {"alone": model.first[0], **dict(zip(first, model.first[1], strict=True))},
        "second": {"alone": model.second[0], **dict(zip((*SECOND, *first), model.second[1], strict=True))},
    }
    lines = ["# Learned by benchmarks/train_suggestions.py. What a number means is said where it is made:"]
    lines.append("# `likeness.py`, `meaning.py` (first look) and `contrast.py` (second look).")
    for kind in ("without", "with_encoder"):
        for part, table in kept.get(kind, {}).items():
            lines += ["", f"[{kind}.{part}]", *(f"{name} = {float(value):.4f}" for name, value in table.items())]
    _TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """Learns, shows and writes as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, help="the first folder is judged, all are learned from")
    parser.add_argument("--blind", type=Path, help="a folder that is judged and not learned from")
    parser.add_argument("--semantic", action="store_true")
    parser.add_argument("--cache", type=Path, help="keeps vectors of texts in this file")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--left-out", action="store_true")
    parser.add_argument("--scorer", type=Path, required=True)
    given = parser.parse_args()
    score = scorer(given.scorer)
    random = np.random.RandomState(7)
    encoder = encoder_for(semantic=given.semantic, kept=given.cache)
    sets = [
        [Pair(path, encoder, weight=2.0 if at == 0 else 1.0, random=random) for path in sorted(folder.glob("*.json"))]
        for at, folder in enumerate([*given.gold, *([given.blind] if given.blind else [])])
    ]
    learned = [one for some in sets[: len(given.gold)] for one in some]
    chances = left_out(learned, learned)
    rows = scored(score, sets[0], chances, 0.5)
    level = score.sweep(rows)[1]
    show("left out", scored(score, sets[0], chances, level), score, each=given.left_out)
    show_marked(sets[0], learned, scored(score, learned, chances, level))
    model = Model(learned)
    for title, some in zip([*(str(one) for one in given.gold), "blind"], sets, strict=False):
        show(
            f"fitted {Path(title).name}" if title != "blind" else "blind",
            scored(score, some, {one.name: model.predict(one) for one in some}, level),
            score,
        )
    if given.write:
        sure = surest(rows, _SURE_RIGHT + _SURE_MARGIN)[0]
        model.second = _shifted(model.second, level)
        write(
            model,
            {"sure": _moved(sure, level), "likely": 0.5, "possible": _moved(0.05, level)},
            semantic=given.semantic,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
