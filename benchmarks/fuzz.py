"""Feeds the reader what a coverage-guided fuzzer makes of the example, for as long as wanted.

    python benchmarks/fuzz.py [--seconds 300] [--corpus FOLDER]

Read, checked, rendered and formatted; a crash, a run of more than 2 s per MB (with 2 s for whatever is smaller), or a
text that is formatted otherwise the second time ends it, and the input is kept in the current folder as the fuzzer
names it. It needs `atheris` (dependency group `fuzz`); without it, it says so and ends with 0.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "examples/orders/orders.interlock.md"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--corpus", type=Path)
    chosen = parser.parse_args()
    try:
        import atheris  # noqa: PLC0415 - there is none for some versions and systems
    except ImportError:
        print("atheris is not installed: uv pip install --group fuzz")
        return 0
    with atheris.instrument_imports(include=["interlock"]):
        from interlock.document import decode, fmt, read  # noqa: PLC0415 - instrumented while they are imported
        from interlock.errors import InputError  # noqa: PLC0415
        from interlock.render import findings_json, findings_text  # noqa: PLC0415
        from interlock.rules import check  # noqa: PLC0415

    def one(data: bytes) -> None:
        begun = time.process_time()
        try:
            text = decode(data, "d.md")
        except InputError:
            return
        reading = read(text, "d.md")
        findings = check(reading.document, reading.findings, {})
        findings_text(findings, text)
        findings_json(findings, version="1")
        formatted = fmt(text)
        assert fmt(formatted) == formatted, "formatted otherwise the second time"
        assert time.process_time() - begun < 2 * max(1.0, len(data) / 1_000_000), "too slow"

    with tempfile.TemporaryDirectory() as scratch:
        corpus = chosen.corpus or Path(scratch)
        corpus.mkdir(exist_ok=True)
        text = EXAMPLE.read_text(encoding="utf-8")
        (corpus / "whole").write_bytes(text.encode())
        for number, part in enumerate(text.split("\n## ")):
            (corpus / f"part{number}").write_bytes(f"---\ninterlock: 1\n---\n\n## {part}".encode())
        options = [f"-max_total_time={chosen.seconds}", "-max_len=20000", "-timeout=20", "-print_final_stats=1"]
        atheris.Setup([sys.argv[0], *options, str(corpus)], one)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
