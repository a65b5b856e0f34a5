"""Writes the pages that are made from the code, so that they cannot drift.

python docs/build.py            write them
python docs/build.py --check    write nothing; exit with 1 where a page is missing, left over or out of step
"""

from __future__ import annotations

import sys
from pathlib import Path

from interlock.cli.pages import pages

DOCS = Path(__file__).resolve().parent
GENERATED = (
    "commands.md",
    "language.md",
    "mapping-rules.md",
    "decisions.md",
    "formats.md",
    "signatures.md",
    "drivers.md",
    "probes.md",
    "breakages.md",
    "gates.md",
    "prerequisites.md",
    "behaviours.md",
    "rules",
    "schemas/document.json",
    "schemas/view.json",
    "schemas/doctor.json",
)


def main(arguments: list[str]) -> int:
    """Write or check the pages; the exit code."""
    wanted = {DOCS / name: text for name, text in pages().items()}
    there = {path for name in GENERATED for path in _files(DOCS / name)}
    wrong = [
        f"missing or out of step: docs/{path.relative_to(DOCS)}" for path, text in wanted.items() if _text(path) != text
    ]
    wrong += [f"left over: docs/{path.relative_to(DOCS)}" for path in sorted(there - wanted.keys())]
    if "--check" in arguments:
        for line in wrong:
            sys.stdout.write(line + "\n")
        if wrong:
            sys.stdout.write("run `python docs/build.py`\n")
        return 1 if wrong else 0
    for path in there - wanted.keys():
        path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return 0


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return [child for child in path.rglob("*") if child.is_file()]
    return [path] if path.exists() else []


def _text(path: Path) -> str:
    return path.read_text() if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
