"""How many sentences of criteria are understood: those that were looked at, those that were not, and the untestable ones.

    python benchmarks/language.py [--asked]

A sentence counts as right where it reads, or is offered in the controlled language, with one of the meanings that
stand below it in `tests/document/sentences`; as wrong where it is given another one.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.document.test_rewriting import cases, outcome, understood

_SETS = (
    ("published", "published.txt", 0, 1),
    ("looked at while the language was made", "many.txt", 0, 1),
    ("others, every second looked at", "others.txt", 0, 2),
    ("others, left out", "others.txt", 1, 2),
    ("another voice, measured before it was looked at", "unseen.txt", 0, 1),
)


def main() -> None:
    """Prints a line per set; with `--asked` also each sentence that is only asked about."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--asked", action="store_true", help="show the sentences that are not understood")
    shown = parser.parse_args().asked
    for name, file, first, step in _SETS:
        results = {case[1]: outcome(*case) for case in cases(file)[first::step]}
        count = Counter(results.values())
        right = count["matched"] + count["rewritten"]
        print(f"{name}: {right} of {len(results)} right ({right / len(results):.0%}), {count['wrong']} wrong")
        for sentence, result in results.items():
            if shown and result in {"asked", "wrong"}:
                print(f"  {result}: {sentence}")
    untestable = cases("untestable.txt")
    asked = sum(_is_asked(document, sentence) for document, sentence, _ in untestable)
    print(f"untestable: {asked} of {len(untestable)} asked about ({asked / len(untestable):.0%})")


def _is_asked(document: str, sentence: str) -> bool:
    criterion, finding = understood(document, sentence)
    return not criterion.understood and finding is not None and finding.replacement is None


if __name__ == "__main__":
    main()
